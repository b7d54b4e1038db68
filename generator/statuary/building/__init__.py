"""What every build is made of, whoever builds the extra pages of `nav`: MkDocs through `plugin`, or nobody."""
