"""What any Chinese text needs: folding, numerals, sentences, pinyin, the matcher of known words; no report in it."""
