"""What decision records are written with: their labels, states, ids and the names of their folders, in several languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from crossref.names import plain_name
from crossref.patterns import late

Label = Literal["status", "date", "supersedes", "superseded-by", "id", "title", "reasoning"]
State = Literal["accepted", "proposed", "superseded", "deprecated", "rejected", "unknown", "none"]
"""What a status means: in force, still open, or no longer true; ``unknown`` for words that tell neither."""

PREFIXES = tuple("MADR ADR ADL AD TDR DDR PDR BDR SDR ODR EDR DR DEC DD KD TD RFC D".split())
"""Prefixes that teams number decisions with."""

_NAMES: tuple[tuple[Label, str], ...] = (
    (
        "status",
        "status, adr status, decision status, current status, statut, estado, estatus, état, etat, situação, situacao, stato,"
        " статус, 状态, 狀態, ステータス, 상태",
    ),
    (
        "date",
        "date, decision date, date decided, decided, decided on, fecha, datum, entscheidungsdatum, data, date de décision,"
        " дата, 日期, 日付",
    ),
    (
        "supersedes",
        "supersedes, supercedes, supersede, replaces, obsoletes, reemplaza, reemplaza a, sustituye, sustituye a, ersetzt,"
        " remplace, substitui, заменяет, 取代, 替代",
    ),
    (
        "superseded-by",
        "superseded by, superceded by, replaced by, obsoleted by, reemplazado por, reemplazada por, sustituido por,"
        " sustituida por, ersetzt durch, abgelöst durch, remplacé par, remplacée par, substituído por, substituída por,"
        " заменено на, 被取代",
    ),
    (
        "id",
        "id, adr, adr id, no, nr, number, num, decision id, adr no, adr number, número, numero, nummer, n, номер, 编号",
    ),
    (
        "title",
        "title, decision, name, subject, summary, topic, record, adr title, decision title, título, titulo, decisión, decision"
        " taken, titel, entscheidung, thema, titre, décision, sujet, decisão, nombre, nome, название, решение, 标题, 决策",
    ),
    (
        "reasoning",
        "context, context and problem statement, background, problem, problem statement, rationale, reason, reasons,"
        " reasoning, why, justification, motivation, decision outcome, outcome, choice, chosen option, resolution, alternatives,"
        " alternatives considered, considered alternatives, considered options, options considered, options, rejected"
        " alternatives, consequences, trade offs, tradeoffs, implications, impact, pros and cons, decision drivers, drivers,"
        " contexto, motivo, motivos, justificación, razón, razones, por qué, alternativas, alternativas consideradas,"
        " opciones consideradas, consecuencias, impacto, kontext, hintergrund, begründung, grund, warum, alternativen,"
        " betrachtete alternativen, konsequenzen, auswirkungen, folgen, contexte, raison, raisons, pourquoi, alternatives"
        " envisagées, conséquences, justificativa, razão, porquê, consequências, контекст, обоснование, причина, альтернативы,"
        " последствия, 背景, 理由, 原因, 备选方案, 后果, 影响",
    ),
)
_LABELS: Mapping[str, Label] = MappingProxyType(
    {name.strip(): label for label, names in _NAMES for name in names.split(",")}
)
_VAGUE = frozenset({"estado", "état", "etat", "stato", "situação", "situacao", "狀態", "状态"})
"""Labels that also mean a state in general: they tell a status only with a word that is one."""

_STATES: tuple[tuple[State, str], ...] = (
    (
        "rejected",
        r"not (?:accepted|approved|adopted)|reject|declin|denied|won.t|rechaz|descartad|abgelehnt|verworfen|rejet|rejeit|recusad"
        r"|отклон|已拒绝|拒绝",
    ),
    (
        "proposed",
        r"not yet (?:accepted|approved|decided)|propos|draft|pending|under (?:review|discussion|consideration|evaluation)"
        r"|in (?:review|discussion)|open\b|rfc\b|tbd\b|to be (?:decided|confirmed|defined)|undecided|unresolved|propuest|borrador"
        r"|pendiente|en (?:revisi|discusi|evaluaci)|vorgeschlagen|entwurf|offen\b|ausstehend|in diskussion|en attente|brouillon"
        r"|en discussion|rascunho|pendente|em (?:revis|discuss|an[aá]lise)|предлож|черновик|提议|草案|待定",
    ),
    (
        "deprecated",
        r"deprecat|deprecad|depreciad|obsolet|veraltet|obsol[eè]t|abandon|retired|withdrawn|revoked|reversed|cancel|historical"
        r"|no longer|устарел|已弃用|废弃",
    ),
    (
        "accepted",
        r"accept|approv|adopt|implement|decided|decision made|done\b|active\b|final\b|finali[sz]ed|in force|in effect|current\b|in use"
        r"|shipped|completed?\b|valid\b|ratified|confirmed|live\b|locked|aceptad|aprobad|adoptad|decidid|vigente|activ[oa]\b|en vigor"
        r"|angenommen|akzeptiert|genehmigt|beschlossen|entschieden|umgesetzt|gültig|aktiv\b|approuv|validé|en vigueur|aceit|aprovad"
        r"|ativ[oa]\b|принят|утвержд|已接受|已采纳|通过|采纳",
    ),
)
_SUPERSEDED = late(
    r"\b(?:super[sc]eded\b|replaced\b|obsoleted by|overtaken|reemplazad[oa]|sustituid[oa]|supersedid[oa]|superad[oa]\b|ersetzt durch"
    r"|abgelöst|remplacée?\b|substituíd[oa]|substituid[oa]|заменен)|取代|被替代",
    re.IGNORECASE,
)
_PARTIAL = late(
    r"\b(?:by [^;,.]{3,60}? (?:for|regarding|concerning|with respect to|as far as)\b"
    r"|part(?:ial(?:ly)?|ly)?\b|in parts?\b|parcial|teilweise|partiel|en partie|частично|amended)|部分",
    re.IGNORECASE,
)
_WHOLE_RECORD = frozenset(
    "this the it is was has been now fully entirely completely later and but since status state adr decision record document accepted"
    " approved rejected proposed deprecated implemented esta este ha sido está fue decisión la el dieser diese wurde ist durch"
    " entscheidung cette décision est a été remplacée esta foi decisão".split()
)
"""Words before *superseded* that leave it a statement on the whole record."""
_KNOWN = late("|".join(rf"(?P<{state}>(?<![^\W_])(?:{words}))" for state, words in _STATES), re.IGNORECASE)
_CHOICE = late(r"\b(\w+)\s*(?:\||/)\s*\w+\s*(?:\||/)\s*\w+")
_GROUP = late(r"\W*\w+(?: (?:ADRs?|[Dd]ecisions|[Rr]ecords))?\W*")
_STATUS_MARKS: dict[str, State] = {
    "✅": "accepted",
    "❌": "rejected",
    "🟢": "accepted",
    "🚧": "unknown",
    "🔄": "unknown",
}

RECORD_FOLDERS = frozenset(
    "adr adrs decisions decision decision-records decision-record decision-log decision_records architecture-decisions"
    " architectural-decisions architecture-decision-records architectural-decision-records architecture_decisions"
    " design-decisions technical-decisions tdr tdrs ddr ddrs decisiones entscheidungen décisions decisoes decisões madr".split()
)
"""What a folder is called in which each file is a decision, lower case."""
_LOG_FILE = late(
    r"(?:\d{1,3}[-_. ])?(?:(?:architecture|architectural|design|technical|tech|key|engineering|product|project)[-_ ])?"
    r"(?:decisions?[-_ ](?:log|records?|register|index)|decisions|décisions|decisiones|decisoes|decisões|entscheidungen|adrs?|adr[-_ ](?:log|index)"
    r"|architektur-?entscheidungen)",
    re.IGNORECASE,
)
_PATTERNS_OF_RECORDS = frozenset(
    "template templates example examples sample samples boilerplate beispiel beispiele plantilla plantillas ejemplo ejemplos vorlage"
    " vorlagen modelo modelos".split()
)
_BESIDE_PATTERN = frozenset(
    "adr adrs decision decisions record records log architecture architectural design madr nygard minimal bare short long full simple"
    " title name 0 00 000 0000 readme index".split()
)
"""What may stand beside *template* in the name of one; any other word makes the name that of a record, or of something else."""
_COPY = late(
    r"(?:^|[-_. /])(?:backups?|bck|bak|copy|copies|old|orig|legacy|archived?|archives|deprecated|snapshots?|versioned|version-\d+)(?=$|[-_. /\d])"
)
_PLACEHOLDER = late(
    r"\b(?:N{2,}|X{2,}|n{3,}|x{3,}|YYYY|ZZZ)\b|^\W*(?:examples?|template|sample|beispiel|plantilla|ejemplo|vorlage)\b"
    r"|^\W*\[[^\]]*\]\W*$|^\W*<[^>]*>\W*$|^\{.*\}$|^(?:short |decision |adr )?title$|^\.\.\.$|^…$",
    re.IGNORECASE,
)


def label(text: str) -> Label | None:
    """What a label, heading or column title stands for; None for anything else."""
    return _LABELS.get(plain_name(text)) if len(text) <= 60 else None


def is_group(title: str) -> bool:
    """Whether a heading gives the status of what is listed below it: *Accepted*, *Superseded ADRs*."""
    return bool(_GROUP.fullmatch(title)) and state_of(title) not in ("unknown", "none")


def is_status(text: str, value: str) -> bool:
    """Whether a label introduces a status; words that mean any state do so only before a status that is known."""
    return label(text) == "status" and (plain_name(text) not in _VAGUE or state_of(value) not in ("unknown", "none"))


def state_of(status: str) -> State:
    """What a status means, whatever its language and decoration.

    A record that is superseded only in part is in force. A list of choices, as a template has it, is no status.
    """
    if not status.strip() or _CHOICE.search(status):
        return "none"
    if match := _SUPERSEDED.search(status):
        return "accepted" if is_partial(status) or of_a_part(status, match.start()) else "superseded"
    after_arrow = re.split(r"→|->|=>", status)[-1]
    if match := _KNOWN.search(after_arrow):
        return next(state for state, _ in _STATES if match[state])
    return next((state for mark, state in _STATUS_MARKS.items() if mark in status), "unknown")


def tells_supersession(status: str) -> bool:
    """Whether a status speaks of a successor, be it of the whole record or of a part."""
    return bool(_SUPERSEDED.search(status))


def of_a_part(text: str, start: int) -> bool:
    """Whether what a verb at a position is said of is no record as a whole: *the pricing clause superseded by …*."""
    clause = re.split(r"[;,.(:|→>\n\u2013\u2014]|\s-\s", text[:start])[-1]
    return any(word not in _WHOLE_RECORD for word in re.findall(r"[^\W\d_]+", clause.casefold()))


def is_partial(text: str) -> bool:
    """Whether a text says that something holds in part only."""
    return bool(_PARTIAL.search(text))


def is_placeholder(title: str) -> bool:
    """Whether a record's title is that of a template or an example."""
    return bool(_PLACEHOLDER.search(title))


def holds_no_records(path: str) -> bool:
    """Whether a path is that of a template or an example."""
    *folders, name = path.casefold().split("/")
    parts = {*re.split(r"[-_. ]+", name.rpartition(".")[0] or name)}
    is_pattern = bool(parts & _PATTERNS_OF_RECORDS) and parts <= _PATTERNS_OF_RECORDS | _BESIDE_PATTERN
    return is_pattern or any({*re.split(r"[-_. ]+", folder)} & _PATTERNS_OF_RECORDS for folder in folders)


def is_copy(path: str) -> bool:
    """Whether a path is that of a backup or of archived documents."""
    return bool(_COPY.search(path.casefold()))


def is_log_file(path: str) -> bool:
    """Whether a file's name is that of a decision log."""
    return bool(_LOG_FILE.fullmatch(path.rpartition("/")[2].rpartition(".")[0]))


def is_index_file(path: str) -> bool:
    """Whether a file is what a folder opens with."""
    return path.rpartition("/")[2].rpartition(".")[0].casefold() in ("readme", "index", "_index")


def in_record_folder(path: str) -> bool:
    """Whether a file lies in a folder of decisions."""
    return any(folder.casefold() in RECORD_FOLDERS for folder in path.split("/")[:-1])
