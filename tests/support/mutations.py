"""Deletes one fold step, tie-break, escape or limit at a time: some test must fail for each.

`python tests/support/mutations.py [NAME...]` makes each change in a copy of the checkout, runs the tests named with it there, before
the change too, and prints what became of it; the status is 1 where a change made no test fail, or its tests do not pass without it. `test_mutations.py` holds that each can be made.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
_PARTS = ("hpreport", "data", "seeds", "tests", "pyproject.toml")
_PATIENCE = 300
"""Seconds for the tests of one change."""


class Mutation(NamedTuple):
    """One change, and the tests of which one must fail for it."""

    name: str
    file: str
    old: str
    """Stands in the file exactly once."""
    new: str
    tests: str


FOLD, NORMAL, LOOKUP = (
    "tests/text/test_fold.py",
    "tests/passages/test_search.py::test_normal",
    "tests/terms/test_lookup.py",
)
ONE, DISARMED = f"{LOOKUP}::test_one_answer", "tests/render/test_render.py::test_text_from_outside_is_disarmed"
ORDER, TREND = f"{LOOKUP}::test_order_of_answers", "tests/figures/test_trend.py"
ONE_YEAR = "tests/figures/test_annual_figures.py"
FIGURES, LIBRARY = "tests/cli/test_figure_commands.py", "tests/library/test_library.py"
DOCUMENTS, MARKUP = "tests/parsing/test_documents.py", "tests/export/test_export_documents.py"
CELLS = "tests/render/test_render.py::test_no_cell_of_csv_is_a_formula"

MUTATIONS = (
    # --- steps of folding ---
    Mutation("fold-width", "hpreport/text/fold.py", 'unicodedata.normalize("NFKC", char).casefold()', "char.casefold()", FOLD),
    Mutation("fold-case", "hpreport/text/fold.py", ".casefold()", "", FOLD),
    Mutation("fold-marks", "hpreport/text/fold.py", " if c.isalnum())", ")", FOLD),
    Mutation("fold-plus", "hpreport/text/fold.py", 'if char in "+＋﹢":', "if False:", FOLD),
    Mutation("fold-offsets", "hpreport/text/fold.py", "[at for piece, at in pieces for _ in piece]", "[at for _, at in pieces]", FOLD),
    Mutation("fold-traditional", "hpreport/terms/query.py", "text = typed.translate(simplified)", "text = typed", f"{ONE}[traditional]"),
    Mutation("digits-run", "hpreport/text/numerals.py", "re.sub(_RUN, _digits_of_run, digits)", "digits", FOLD),
    Mutation("digits-plus", "hpreport/text/numerals.py", 'return re.sub(_PLUS, "+", ', "return (", FOLD),
    Mutation("digits-point", "hpreport/text/numerals.py", 're.sub(_POINT, lambda m: m[1] + m[2].replace("零", "〇"), folded)', "folded", FOLD),
    Mutation("digits-zero", "hpreport/text/numerals.py", 'text = text.replace("零", "〇")', "pass", FOLD),
    Mutation("normal-pause", "hpreport/text/fold.py", "if char in _PAUSES:", "if False:", NORMAL),
    Mutation("normal-end", "hpreport/text/fold.py", "if char in _ENDS:", "if False:", NORMAL),
    Mutation("normal-point", "hpreport/text/fold.py", '"." if char in ".．" else fold(char)', "fold(char)", NORMAL),
    Mutation("normal-stray-point", "hpreport/text/fold.py", '_STRAY_POINT.sub("", text.translate(_SEARCH_TABLE))', "text.translate(_SEARCH_TABLE)", NORMAL),
    Mutation("normal-stray-offsets", "hpreport/text/fold.py", "if at not in stray]", "]", NORMAL),
    Mutation("search-traditional", "hpreport/passages/search.py", 'typed.translate(str.maketrans(*self._tables["simplified"]))', "typed", "tests/passages/test_search.py::test_occurrences_in_traditional_characters"),
    Mutation("pinyin-numbered-tones", "hpreport/text/pinyin.py", '_TONES.sub("", text) if _NUMBERED.fullmatch(text.strip()) else text', "text", ONE),
    Mutation("pinyin-tone-marks", "hpreport/text/pinyin.py", " if not unicodedata.combining(c))", ")", ONE),
    Mutation("pinyin-case", "hpreport/text/pinyin.py", "text.lower())", "text)", "tests/terms/test_lookup.py::test_plain_pinyin"),
    Mutation("pinyin-umlaut", "hpreport/text/pinyin.py", '"", bare).replace("v", "u")', '"", bare)', "tests/terms/test_lookup.py::test_plain_pinyin"),
    Mutation("pinyin-umlaut-of-readings", "hpreport/text/pinyin.py", 's.replace("v", "u") for', "s for", "tests/terms/test_lookup.py::test_plain_pinyin"),
    Mutation("pinyin-spaces", "hpreport/text/pinyin.py", r"""re.sub(r"[\s'’·\-]", "", bare)""", "bare", "tests/terms/test_lookup.py::test_plain_pinyin"),
    Mutation("pinyin-close-sounds", "hpreport/text/pinyin.py", "for pattern, replacement in _CLOSE:", "for pattern, replacement in ():", ONE),
    Mutation("measure-word", "hpreport/terms/lookup.py", 'key = MEASURE.sub("", query.digits)', "key = query.digits", ONE),
    Mutation("indicator-scope", "hpreport/figures/indicators.py", '_SCOPE.sub("", folded) or folded', "folded", f"{FIGURES}::test_topic"),
    Mutation("unit-width", "hpreport/figures/select.py", 'folded = [unicodedata.normalize("NFKC", one).strip() for one in wanted]', "folded = list(wanted)", f"{FIGURES}::test_unit"),
    # --- ties and orders ---
    Mutation("term-score", "hpreport/terms/lookup.py", "(-hit.score, hit.term)", "hit.term", f"{ORDER} {LOOKUP}::test_scores_are_between_0_and_100_and_only_exact_is_100"),
    Mutation("term-report-order", "hpreport/terms/lookup.py", "(-hit.score, hit.term)", "-hit.score", ORDER),
    Mutation("term-best-of-its-names", "hpreport/terms/lookup.py", "hit.term not in best or hit.score > best[hit.term].score", "hit.term not in best", ORDER),
    Mutation("near-best-alone", "hpreport/terms/lookup.py", " if cost <= best + 0.15)", ")", ONE),
    Mutation("suggestion-likeness", "hpreport/terms/lookup.py", "(-one[0], one[1])", "one[1]", f"{LOOKUP}::test_suggestions_are_near"),
    Mutation("suggestion-report-order", "hpreport/terms/lookup.py", "(-one[0], one[1])", "-one[0]", f"{LOOKUP}::test_suggestions_are_near"),
    Mutation("passage-score", "hpreport/passages/search.py", "(-item[1].score, item[0])", "item[0]", "tests/passages/test_search.py::test_order_and_scores"),
    Mutation("passage-report-order", "hpreport/passages/search.py", "(-item[1].score, item[0])", "-item[1].score", "tests/passages/test_search.py::test_order_and_scores"),
    Mutation("word-likeness", "hpreport/passages/search.py", "(-likeness, -times, known)", "(0, -times, known)", "tests/passages/test_search.py::test_near_words"),
    Mutation("word-frequency", "hpreport/passages/search.py", "(-likeness, -times, known)", "(-likeness, 0, known)", "tests/passages/test_search.py::test_near_words"),
    Mutation("highlight-longest", "hpreport/passages/passage.py", "(-len(phrase), phrase)", "phrase", "tests/passages/test_search.py::test_highlights"),
    Mutation("snippet-after-heading", "hpreport/passages/passage.py", "1 if headed and max(counts) in counts[1:] else 0", "0", "tests/passages/test_search.py::test_a_heading_is_quoted_only_where_nothing_else_has_as_much_and_never_alone"),
    Mutation("figure-without-value", "hpreport/figures/select.py", '(row["value"] is None, -magnitude', "(0, -magnitude", f"{FIGURES}::test_magnitude_puts_large_units_first"),
    Mutation("figure-multiplier", "hpreport/figures/select.py", '-magnitude(row["value"] or 0, row["unit"])', '-(row["value"] or 0)', f"{FIGURES}::test_magnitude_puts_large_units_first"),
    Mutation("figure-headline", "hpreport/figures/select.py", '(not row["headline"], _place(row["section"]))', '_place(row["section"])', f"{FIGURES}::test_headline_then_sections_by_their_numbers"),
    Mutation("figure-section", "hpreport/figures/select.py", '(not row["headline"], _place(row["section"]))', 'not row["headline"]', f"{FIGURES}::test_headline_then_sections_by_their_numbers"),
    Mutation("figure-section-number", "hpreport/figures/select.py", "[int(number) for number in", "[number for number in", f"{FIGURES}::test_headline_then_sections_by_their_numbers"),
    Mutation("indicator-likeness", "hpreport/figures/indicators.py", "(-likeness, -max(fuzz.ratio(word, folded) for word in words), name)", "(0, 0, name)", f"{FIGURES}::test_near_indicators"),
    Mutation("indicator-whole", "hpreport/figures/indicators.py", "-max(fuzz.ratio(word, folded) for word in words)", "0", f"{FIGURES}::test_near_indicators"),
    Mutation("one-year-first", "hpreport/figures/across.py", "_rank(row, infos) > _rank(other, infos)", "_rank(row, infos) >= _rank(other, infos)", ONE_YEAR),
    Mutation("one-year-value", "hpreport/figures/across.py", 'row["value"] is not None, own', "True, own", ONE_YEAR),
    Mutation("one-year-own", "hpreport/figures/across.py", 'own, row["headline"]', 'True, row["headline"]', ONE_YEAR),
    Mutation("one-year-headline", "hpreport/figures/across.py", 'own, row["headline"], ', "own, True, ", ONE_YEAR),
    Mutation("one-year-exact", "hpreport/figures/across.py", 'row["headline"], row["bound"] == "="', 'row["headline"], True', ONE_YEAR),
    Mutation("one-year-rank", "hpreport/figures/across.py", 'row["measure"] != "rank" and ', "", ONE_YEAR),
    Mutation("one-year-mean", "hpreport/figures/across.py", '    if row["average"]:\n        return "年均"\n', "", ONE_YEAR),
    Mutation("trend-places", "hpreport/figures/across.py", "places.index(key[0]), ", "", f"{TREND}::test_series_stand_by_place"),
    Mutation("trend-measures", "hpreport/figures/across.py", ", _MEASURES.index(key[2])", "", TREND),
    Mutation("side-by-side-headline", "hpreport/figures/across.py", "[*headline, *(one.topic for one in several)]", "[one.topic for one in several]", f"{TREND}::test_headline_stands_first_side_by_side"),
    Mutation("compare-likest", "hpreport/figures/pairs.py", "key=lambda found: -found[0]", "key=lambda found: 0", "tests/figures/test_compare.py::test_likest_pair_wins"),
    Mutation("compare-headline", "hpreport/figures/pairs.py", "score + _BONUS * (result.headline and target.headline)", "score", "tests/figures/test_compare.py::test_headline_figures_are_set_side_by_side"),
    Mutation("compare-topic", "hpreport/figures/pairs.py", "min(result, target, key=len) if alike else result", "result", "tests/figures/test_compare.py::test_likeness"),
    Mutation("library-in-time", "hpreport/library/library.py", "ORDER BY told = '', told, id", "ORDER BY id", f"{LIBRARY}::test_remove"),
    Mutation("library-terms-in-time", "hpreport/library/terms.py", "ORDER BY told = '', told, id", "ORDER BY id", f"{LIBRARY}::test_answers_of_many"),
    Mutation("library-figures-in-time", "hpreport/library/contents.py", "ORDER BY r.told = '', r.told, r.id, f.number", "ORDER BY r.id, f.number", f"{LIBRARY}::test_answers_of_many"),
    Mutation("library-undated-last", "hpreport/library/library.py", "ORDER BY told = '', told, id", "ORDER BY told, id", f"{LIBRARY}::test_a_report_without_a_date_is_the_last"),
    Mutation("library-terms-undated-last", "hpreport/library/terms.py", "ORDER BY told = '', told, id", "ORDER BY told, id", f"{LIBRARY}::test_a_report_without_a_date_is_the_last"),
    Mutation("library-figures-undated-last", "hpreport/library/contents.py", "ORDER BY r.told = '', r.told", "ORDER BY r.told", f"{LIBRARY}::test_a_report_without_a_date_is_the_last"),
    Mutation("library-terms-ranked", "hpreport/library/terms.py", "sorted(placed, key=lambda hit: (-hit.score, self._order[hit.place.report], hit.place))", "placed", f"{LIBRARY}::test_answers_of_many"),
    # --- escapes ---
    Mutation("controls-to-a-terminal", "hpreport/text/sanitize.py", r're.sub(_UNSAFE, "\ufffd", text)', "text", DISARMED),
    Mutation("line-breaks", "hpreport/text/sanitize.py", 're.sub(_BREAKS, " ", text)', "text", DISARMED),
    Mutation("controls-on-a-line", "hpreport/text/sanitize.py", 'clean(re.sub(_BREAKS, " ", text))', 're.sub(_BREAKS, " ", text)', CELLS),
    Mutation("controls-in-json", "hpreport/text/sanitize.py", r're.sub(_UNSAFE_JSON, lambda match: f"\\u{ord(match[0]):04x}", text)', "text", DISARMED),
    Mutation("rich-markup", "hpreport/render/table.py", "drawn = Text(line)", "drawn = Text.from_markup(line)", "tests/render/test_render.py::test_markup_in_text_stays_text"),
    Mutation("json-escaped", "hpreport/render/formats.py", "    return escape_json(json.dumps(value, ensure_ascii=False))", "    return json.dumps(value, ensure_ascii=False)", "tests/cli/test_bad_input.py::test_hostile_report_never_reaches_the_terminal_raw"),
    Mutation("json-in-a-cell", "hpreport/render/formats.py", "one_line(escape_json(json.dumps(value, ensure_ascii=False)))", "one_line(json.dumps(value, ensure_ascii=False))", CELLS),
    Mutation("csv-formula", "hpreport/render/formats.py", "cell.startswith(_FORMULA) and", "False and", CELLS),
    Mutation("csv-number", "hpreport/render/formats.py", " and not isinstance(value, (int, float))\n", "\n", CELLS),
    Mutation("csv-sign-alone", "hpreport/render/formats.py", "len(cell) > 1 and ", "", CELLS),
    Mutation("md-cell", "hpreport/render/formats.py", "(clean(column.cell(row, ascii_only=style.ascii)) for", "(column.cell(row, ascii_only=style.ascii) for", "tests/cli/test_bad_input.py::test_hostile_report_never_reaches_the_terminal_raw"),
    Mutation("md-pipe", "hpreport/render/formats.py", r'.replace("|", "\\|")', "", "tests/render/test_render.py::test_md_cells"),
    Mutation("md-line-break", "hpreport/render/formats.py", r'.replace("\n", "<br>")', "", "tests/render/test_render.py::test_md_cells"),
    Mutation("md-quotation", "hpreport/render/formats.py", "clean(row[text]).split", "row[text].split", "tests/render/test_render.py::test_md_quotations"),
    Mutation("md-quotation-source", "hpreport/render/formats.py", "{clean(row[source])}", "{row[source]}", "tests/render/test_render.py::test_md_quotations"),
    Mutation("md-special", "hpreport/export/markdown.py", r'''_SPECIAL.sub(lambda match: "&lt;" if match[0] == "<" else f"\\{match[0]}", one_line(text))''', "one_line(text)", f"{MARKUP}::test_markdown_sees_nothing_in_a_text"),
    Mutation("md-at-start", "hpreport/export/markdown.py", r'''_AT_START.sub(lambda match: f"{match[1]}{match[2]}\\" if match[2].isdigit() else f"\\{match[2]}", special)''', "special", f"{MARKUP}::test_markdown_sees_nothing_in_a_text"),
    Mutation("html-markup", "hpreport/export/page/article.py", "html.escape(one_line(str(value)))", "one_line(str(value))", f"{MARKUP}::test_a_value_in_markup_is_one_line_of_text"),
    Mutation("html-controls", "hpreport/export/page/article.py", "one_line(str(value))", "str(value)", f"{MARKUP}::test_a_value_in_markup_is_one_line_of_text"),
    Mutation("man-characters", "hpreport/generate/docs.py", "text.translate(_ESCAPES)", "text", "tests/generate/test_generate.py::test_nothing_is_stale[manpage]"),
    Mutation("man-request", "hpreport/generate/docs.py", r'''f"\\&{escaped}" if escaped.startswith(".") else escaped''', "escaped", "tests/generate/test_manpage.py::test_no_text_is_a_request"),
    Mutation("bash-word", "hpreport/cli/completion/complete.py", '"".join(map(self._escaped, word[len(self.head) :]))', "word[len(self.head) :]", "tests/cli/test_completion.py::test_quoting_for_bash"),
    Mutation("bash-history", "hpreport/cli/completion/complete.py", """ or (self.quote == '"' and "!" in word)""", "", "tests/cli/test_completion.py::test_quoting_for_bash"),
    Mutation("completion-description", "hpreport/index/candidates.py", 'char if char.isprintable() else " "', "char", "tests/cli/test_completion.py::test_candidates_are_lines"),
    Mutation("completion-word", "hpreport/index/candidates.py", " if entry[0].isprintable()]", "]", "tests/cli/test_completion.py::test_candidates_are_lines"),
    Mutation("message-line", "hpreport/cli/output.py", "{one_line(message)}", "{message}", "tests/cli/test_bad_input.py::test_one_line"),
    Mutation("yaml-comment", "hpreport/index/yaml.py", r'clean(text).replace("\n", "\ufffd")', "text", f"{LIBRARY}::test_hostile_file_names"),
    Mutation("yaml-quoted", "hpreport/index/yaml.py", """, style='"')""", ")", "tests/index/test_index.py::test_bundled_index_rebuilds_byte_for_byte"),
    Mutation("wildcard-text", "hpreport/terms/lookup.py", "wild.get(piece) or re.escape(fold(piece))", "wild.get(piece) or fold(piece)", f"{LOOKUP}::test_several_answers"),
    Mutation("wildcard-digits", "hpreport/terms/lookup.py", "re.escape(with_digits(fold(piece)))", "with_digits(fold(piece))", f"{LOOKUP}::test_several_answers"),
    # --- limits ---
    Mutation("longest-numeral", "hpreport/text/numerals.py", "0 < len(text) <= _LONGEST and", "0 < len(text) and", FOLD),
    Mutation("longest-slip", "hpreport/terms/query.py", "0 < len(self.fold) <= LONGEST", "0 < len(self.fold)", f"{LOOKUP}::test_long_queries_are_texts"),
    Mutation("most-spellings", "hpreport/text/pinyin.py", "islice(product(*options), _MOST)", "product(*options)", f"{LOOKUP}::test_spellings_are_limited"),
    Mutation("suggestions", "hpreport/terms/lookup.py", "if likeness >= _LIKE))[:limit]", "if likeness >= _LIKE))", f"{LOOKUP}::test_suggestions_are_near"),
    Mutation("suggestion-like", "hpreport/terms/lookup.py", " for likeness, term in likest if likeness >= _LIKE)", " for likeness, term in likest)", f"{LOOKUP}::test_suggestions_are_near"),
    Mutation("words-suggested", "hpreport/passages/search.py", "sorted(near)[:limit]", "sorted(near)", "tests/passages/test_search.py::test_near_words"),
    Mutation("words-alike", "hpreport/passages/search.py", ", score_cutoff=LIKE", "", "tests/passages/test_search.py::test_near_words"),
    Mutation("indicators-suggested", "hpreport/figures/indicators.py", "sorted(scored)[:limit]", "sorted(scored)", f"{FIGURES}::test_near_indicators"),
    Mutation("indicators-alike", "hpreport/figures/indicators.py", "if likeness >= _NEAR:", "if likeness:", f"{FIGURES}::test_near_indicators"),
    Mutation("sections-alike", "hpreport/index/outline.py", " if best >= NEAR else []", "", "tests/index/test_outline.py::test_near"),
    Mutation("longest-word", "hpreport/passages/query.py", "min(start + _LONGEST, len(atoms))", "len(atoms)", "tests/passages/test_search.py::test_cut"),
    Mutation("passage-enough", "hpreport/passages/search.py", "weights, lost) < enough[match]:", "weights, lost) == 0:", "tests/passages/test_search.py::test_nothing"),
    Mutation("passage-far-worse", "hpreport/passages/search.py", " if hit.match != SOME or hit.score >= best[0].score * scoring.FAR_WORSE]", "]", "tests/passages/test_search.py::test_far_worse_passages_are_left_out"),
    Mutation("scan-held-back", "hpreport/terms/scanner.py", "len(text) - _TAIL", "len(text)", "tests/terms/test_scan.py::test_a_long_line_in_pieces_gives_the_same"),
    Mutation("scan-across-lines", "hpreport/terms/scanner.py", "found.start < self.seam < found.end", "found.start < self.seam", "tests/terms/test_scan.py::test_scan"),
    Mutation("scan-formula", "hpreport/terms/scanner.py", "len(name.fold) >= _FORMULA", "True", "tests/terms/test_scan.py::test_scan"),
    Mutation("terms-shown", "hpreport/cli/commands/term.py", "hits[: limit or (_MOST_OF_MANY if output.many else _MOST_HITS)]", "hits", "tests/cli/test_cli.py::test_ten_candidates_are_printed_and_the_rest_counted"),
    Mutation("passages-shown", "hpreport/cli/commands/search.py", "hits[: limit or _MOST_HITS]", "hits[:limit]", "tests/cli/test_reading.py::test_hits_left_out_are_told"),
    Mutation("sections-shown", "hpreport/cli/commands/section.py", "meant[:MOST_CANDIDATES]", "meant", "tests/cli/test_reading.py::test_ten_of_the_places_that_a_text_may_mean_are_printed"),
    Mutation("message-length", "hpreport/cli/messages.py", 'word if len(word) <= _MOST_SHOWN else word[:_MOST_SHOWN] + "……"', "word", "tests/cli/test_bad_input.py::test_one_line"),
    Mutation("completion-length", "hpreport/index/candidates.py", 'line if len(line) <= _MOST else line[:_MOST] + "…"', "line", "tests/cli/test_completion.py::test_candidates_are_lines"),
    Mutation("file-size", "hpreport/parsing/files/read.py", "if len(data) > LARGEST:", "if False:", f"{DOCUMENTS}::test_refused"),
    Mutation("docx-members", "hpreport/parsing/files/read.py", "len(members) > _MOST_MEMBERS or ", "", f"{DOCUMENTS}::test_refused"),
    Mutation("text-length", "hpreport/parsing/files/read.py", "if len(text) > LONGEST_TEXT:", "if False:", f"{DOCUMENTS}::test_refused"),
    Mutation("paragraph-length", "hpreport/text/sentences.py", "while len(text) - at > LONGEST:", "while False:", "tests/parsing/test_headings.py::test_a_paragraph_longer_than_any_report_has_is_cut"),
    Mutation("joined-length", "hpreport/parsing/lines/rejoin.py", "if len(text) > LONGEST:", "if False:", "tests/parsing/test_headings.py::test_lines_are_joined_to_no_paragraph_longer_than_any_report_has"),
    Mutation("docx-size", "hpreport/parsing/files/read.py", " or sum(member.file_size for member in members) > _LARGEST_UNPACKED", "", f"{DOCUMENTS}::test_refused"),
    Mutation("web-page-share", "hpreport/parsing/files/html.py", " and self._size(node) >= least]", "]", f"{DOCUMENTS}::test_web_page"),
    Mutation("web-page-tags", "hpreport/parsing/files/read.py", 'if data.count(b"<") > _MOST_TAGS:', "if False:", f"{DOCUMENTS}::test_refused"),
    Mutation("docx-text", "hpreport/parsing/files/read.py", "if sum(member.file_size for member in members if _XML.search(member.filename)) > _LARGEST_XML:", "if False:", f"{DOCUMENTS}::test_refused"),
    Mutation("yaml-size", "hpreport/index/yaml.py", "if len(data) > LARGEST:", "if False:", "tests/index/test_index.py::test_strict_loading"),
    Mutation("yaml-size-made", "hpreport/index/yaml.py", "if len(text.encode()) > LARGEST:", "if False:", "tests/index/test_index.py::test_no_index_is_made_that_would_not_be_read"),
    Mutation("yaml-number", "hpreport/index/yaml.py", "value if abs(value) < _LARGEST else None", "value", "tests/index/test_index.py::test_strict_loading"),
    Mutation("words-of-a-query", "hpreport/passages/search.py", "[:_MOST_WORDS]", "", "tests/passages/test_search.py::test_words_beyond_the_first_hundred_are_not_compared"),
    Mutation("name-length", "hpreport/library/shelf.py", ' and len(text.encode("utf-8")) <= _LONGEST_NAME', "", f"{LIBRARY}::test_names_of_reports"),
    Mutation("name-characters", "hpreport/library/shelf.py", "{1,80}", "+", f"{LIBRARY}::test_names_of_reports"),
    Mutation("name-all", "hpreport/library/shelf.py", " and text != ALL", "", f"{LIBRARY}::test_names_of_reports"),
    Mutation("yaml-alias", "hpreport/index/yaml.py", 'if self._is("Alias") or getattr(self._event, "anchor", None):', "if False:", "tests/index/test_index.py::test_strict_loading"),
    Mutation("yaml-duplicate", "hpreport/index/yaml.py", "if event.value in seen:", "if False:", "tests/index/test_index.py::test_strict_loading"),
    Mutation("front-line", "hpreport/parsing/front.py", "if len(line) > _LONGEST:", "if len(line) > 2 * _LONGEST:", "tests/parsing/test_front.py::test_parse_front"),
    Mutation("heading-length", "hpreport/parsing/outline/headings.py", "if not 2 <= len(heading) <= _LONGEST.get(style, _LONGEST_ITEM):", "if not 2 <= len(heading):", "tests/parsing/test_headings.py::test_opening"),
    Mutation("part-name-length", "hpreport/parsing/outline/headings.py", "len(line) <= _LONGEST_LINE and bool(_BARE.fullmatch(line))", "bool(_BARE.fullmatch(line))", "tests/parsing/test_headings.py::test_part_names"),
    Mutation("words-asked-of-figures", "hpreport/library/library.py", "for way in either for parts in way[:_MOST_WORDS] for part", "for way in either for parts in way for part", "tests/library/test_scale.py::test_figures"),
)  # fmt: skip


def _run(folder: Path, tests: list[str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-x", "-q", "-n0", "-p", "no:cacheprovider", "-m", "", *tests],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=_PATIENCE,
        check=False,
    )


def _copy(folder: Path) -> None:
    for part in map(ROOT.joinpath, _PARTS):
        if part.is_dir():
            shutil.copytree(part, folder / part.name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(part, folder)


def outcome(mutation: Mutation) -> str:
    """Return what became of a change: killed, SURVIVED, or why its tests did not run."""
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        _copy(folder)
        path, tests = folder / mutation.file, mutation.tests.split(" ")
        try:
            before = _run(folder, tests)
        except subprocess.TimeoutExpired:
            return "BROKEN: no end without the change"
        if before.returncode:
            return f"BROKEN without the change: {(before.stdout + before.stderr).strip()[-300:]}"
        path.write_text(path.read_text("utf-8").replace(mutation.old, mutation.new), encoding="utf-8")
        try:
            done = _run(folder, tests)
        except subprocess.TimeoutExpired:
            return "NO END"
    known = {0: "SURVIVED", 1: "killed"}
    return known.get(done.returncode, f"BROKEN: {(done.stdout + done.stderr).strip()[-300:]}")


def main() -> int:
    """Print the outcome of the changes named, or of all, and return the status of the program."""
    wanted = [m for m in MUTATIONS if not sys.argv[1:] or m.name in sys.argv[1:]]
    killed = endless = 0
    for mutation in wanted:
        told = outcome(mutation)
        killed += told == "killed"
        endless += told == "NO END"
        print(f"{mutation.name:32}{told}", flush=True)
    print(f"{killed} of {len(wanted)} killed, {endless} without end")
    return int(killed + endless < len(wanted))


if __name__ == "__main__":
    sys.exit(main())
