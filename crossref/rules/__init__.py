"""Every rule there is, one file each. A new rule is its file and a line here."""

from __future__ import annotations

from crossref.rule import Rule
from crossref.rules.ambiguous_heading import ambiguous_heading
from crossref.rules.broken_anchor import broken_anchor
from crossref.rules.broken_link import broken_link
from crossref.rules.broken_mention import broken_mention
from crossref.rules.broken_section_mention import broken_section_mention
from crossref.rules.decision_index_mismatch import decision_index_mismatch
from crossref.rules.duplicate_decision import duplicate_decision
from crossref.rules.empty_section import empty_section
from crossref.rules.line_out_of_range import line_out_of_range
from crossref.rules.misleading_link_text import misleading_link_text
from crossref.rules.missing_counterpart import missing_counterpart
from crossref.rules.missing_document import missing_document
from crossref.rules.missing_file_path import missing_file_path
from crossref.rules.name_drift import name_drift
from crossref.rules.one_way_reference import one_way_reference
from crossref.rules.one_way_supersession import one_way_supersession
from crossref.rules.orphan_document import orphan_document
from crossref.rules.outside_root import outside_root
from crossref.rules.supersession_cycle import supersession_cycle
from crossref.rules.to_do_marker import to_do_marker
from crossref.rules.undeclared_entry import undeclared_entry
from crossref.rules.undefined_reference import undefined_reference
from crossref.rules.unfilled_placeholder import unfilled_placeholder
from crossref.rules.unknown_decision import unknown_decision
from crossref.rules.unknown_rule import unknown_rule
from crossref.rules.unreadable_document import unreadable_document
from crossref.rules.unsettled_decision import unsettled_decision
from crossref.rules.unused_ignore import unused_ignore
from crossref.rules.wrong_case import wrong_case

RULES: tuple[Rule, ...] = (
    broken_link,
    broken_anchor,
    undefined_reference,
    wrong_case,
    broken_mention,
    broken_section_mention,
    outside_root,
    missing_file_path,
    line_out_of_range,
    misleading_link_text,
    missing_counterpart,
    missing_document,
    undeclared_entry,
    name_drift,
    orphan_document,
    one_way_reference,
    unknown_decision,
    duplicate_decision,
    one_way_supersession,
    supersession_cycle,
    decision_index_mismatch,
    unsettled_decision,
    unfilled_placeholder,
    to_do_marker,
    ambiguous_heading,
    empty_section,
    unused_ignore,
    unknown_rule,
    unreadable_document,
)

UNREADABLE_DOCUMENT = unreadable_document
