"""Packaging, driven by settings.ini: the one place where name, version and dependencies are written.

`fastvid2vid/tools` serves this repository (site, parity, tests of many kinds) and stays out of the wheel. It lies inside
the package because nbdev exports notebooks to one folder, the library's.
"""
from configparser import ConfigParser
from pathlib import Path
from setuptools import setup, find_packages

cfg = ConfigParser(delimiters=['='])
cfg.read('settings.ini', encoding='utf-8')
cfg = cfg['DEFAULT']

setup(
    name=cfg['lib_name'], version=cfg['version'], description=cfg['description'], keywords=cfg['keywords'].split(),
    author=cfg['author'], author_email=cfg['author_email'], url=cfg['git_url'], license='Apache-2.0',
    long_description=Path('README.md').read_text(encoding='utf-8') if Path('README.md').exists() else '',
    long_description_content_type='text/markdown',
    python_requires=f">={cfg['min_python']},<3.14",
    packages=find_packages(include=['fastvid2vid', 'fastvid2vid.*'], exclude=['fastvid2vid.tools*']),
    package_data={'fastvid2vid': ['samples/*', 'samples/**/*', 'static/*']},
    install_requires=cfg['requirements'].split(),
    extras_require={'dev': cfg['dev_requirements'].split()},
    entry_points={'console_scripts': cfg['console_scripts'].split(),
                  'nbdev': [f"{cfg['lib_name']}={cfg['lib_name']}._modidx:d"]},
    classifiers=['Development Status :: 3 - Alpha', f"Intended Audience :: {cfg['audience']}",
                 'License :: OSI Approved :: Apache Software License', 'Programming Language :: Python :: 3',
                 'Topic :: Scientific/Engineering :: Artificial Intelligence'],
    zip_safe=False,
)
