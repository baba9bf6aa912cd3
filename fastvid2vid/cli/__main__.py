"`python -m fastvid2vid.cli`."

from .program import main

main()
