"""Columns: tables of turns, `speaker | text`, `time | speaker | text`, `original | translation`, as labelled lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import msgspec

from .labels import Label, find_label, is_headword, is_name, is_time_line, key_of
from .lines import Line
from .words.occasions import LANGUAGE_NAMES, ORIGINAL, TRANSLATED
from .words.table import table


class Column(NamedTuple):
    """One telling that a table holds: the heading of its column, and its lines with their labels."""

    heading: str
    lines: list[Line]
    labels: list[Label | None]


def _share(values: Sequence[str], test: Callable[[str], object]) -> float:
    return sum(1 for value in values if test(value)) / len(values) if values else 0.0


def _is_number(value: str) -> bool:
    return value.strip(" .#№").isdigit()


def _is_speaker(value: str) -> bool:
    name = value.strip(" :.()[]")
    return is_name(name) and not is_headword(name) and len(name.split()) < 5


def _header(rows: Sequence[Line]) -> tuple[str, ...]:
    """Returns the cells of a heading row, where the table begins with one."""
    first = rows[0]
    if first.level == 1:
        return first.cells
    words = {key_of(cell) for cell in first.cells}
    known = words & (_HEADINGS | set(LANGUAGE_NAMES))
    return (
        first.cells
        if known
        and len(words) == len(first.cells)
        and all(len(cell) < 30 for cell in first.cells)
        and 0.5 * len(words) <= len(known)
        else ()
    )


_HEADINGS = table(
    """
    speaker who time text original translation name said words utterance line turn кто говорящий время текст
    оригинал перевод реплика хто мовець час оригінал переклад репліка kto mówca czas tekst oryginał tłumaczenie
    locuteur heure texte traduction hablante hora texto traducción sprecher zeit übersetzung parlante ora testo
    traduzione originale spreker tijd vertaling no nr № #
    """
)


_RECORDS = table(
    """
    task tasks duty duties role status price amount cost quantity position department phone address score points
    result grade rank shift hours project owner deadline priority задача задачи роль статус цена сумма количество
    должность отдел телефон адрес результат смена завдання статус ціна сума кількість посада відділ адреса зміна
    zadanie zadania status cena kwota ilość stanowisko dział adres wynik tâche tâches rôle statut prix montant poste
    service adresse résultat tarea tareas estado precio cantidad puesto dirección resultado aufgabe aufgaben rolle preis
    betrag menge anzahl abteilung adresse ergebnis schicht compito compiti ruolo stato prezzo importo quantità
    indirizzo risultato turno taak taken rol prijs bedrag aantal functie afdeling adres uitslag dienst
    """
)


def _is_record(header: Sequence[str]) -> bool:
    """Returns whether a table's headings say that its rows are a record of work, goods or results: `Name | Task`."""
    words = {key_of(cell) for cell in header}
    return bool(words & _RECORDS) and not any(ORIGINAL.search(cell) or TRANSLATED.search(cell) for cell in header)


_SPEAKERS = table(
    "speaker who кто говорящий хто мовець kto mówca locuteur hablante sprecher sprecherin parlante spreker voice source"
)


def _cyrillic(text: str) -> bool:
    return sum(1 for letter in text if "\u0400" <= letter < "\u0530") * 2 > sum(
        1 for letter in text if letter.isalpha()
    )


def read_columns(rows: Sequence[Line]) -> list[Column]:
    """Returns the tellings of one table: none, one, or two where an original and its translation stand side by side."""
    header = _header(rows)
    body = [row for row in rows[1 if header else 0 :] if any(cell.strip() for cell in row.cells)]
    width = max((len(row.cells) for row in body), default=0)
    body = [
        # A cell that spans several rows stands in the first of them alone.
        msgspec.structs.replace(row, cells=("",) * (width - len(row.cells)) + row.cells)
        if len(row.cells) < width
        else row
        for row in body
    ]
    if len(body) < 2 or not width or _is_record(header):
        return []
    columns = [[row.cells[at].strip() if at < len(row.cells) else "" for row in body] for at in range(width)]
    times = [at for at in range(width) if 0.6 <= _share([value for value in columns[at] if value], is_time_line)]
    numbers = [at for at in range(width) if 0.6 <= _share([value for value in columns[at] if value], _is_number)]
    rest = [at for at in range(width) if at not in times and at not in numbers]
    lengths = {at: sum(map(len, columns[at])) / len(body) for at in rest}
    speaker = None
    if 1 < len(rest):
        speaker = next((at for at in rest if at < len(header) and key_of(header[at]) in _SPEAKERS), None)
    if 1 < len(rest) and speaker is None:
        for at in rest:
            values = [value for value in columns[at] if value]
            others = max(lengths[other] for other in rest if other != at)
            if (
                values
                and 0.8 <= _share(values, _is_speaker)
                and lengths[at] < 30
                and lengths[at] < others
                and len(set(map(key_of, values))) <= max(2, 0.67 * len(values))
            ):
                speaker = at
                break
    texts = [at for at in rest if at != speaker and (8 <= lengths[at] or len(rest) <= 2)]
    if not texts:
        return []
    chosen = _chosen(texts, header, columns, lengths)
    return [_column(at, header, body, columns, speaker, times[0] if times else None) for at in chosen]


def _chosen(
    texts: Sequence[int], header: Sequence[str], columns: Sequence[Sequence[str]], lengths: dict[int, float]
) -> list[int]:
    """Returns the columns that are tellings: two where headings or scripts say that one translates the other."""
    named = {at: header[at] if at < len(header) else "" for at in texts}
    telling = [
        at
        for at in texts
        if TRANSLATED.search(named[at]) or ORIGINAL.search(named[at]) or key_of(named[at]) in LANGUAGE_NAMES
    ]
    if 1 < len(telling):
        return telling
    if 1 < len(texts):
        scripts = {at: _cyrillic(" ".join(columns[at])) for at in texts}
        two = sorted(texts, key=lambda at: -lengths[at])[:2]
        if scripts[two[0]] != scripts[two[1]]:
            return sorted(two)
    return [max(texts, key=lambda at: lengths[at])]


def _column(
    at: int,
    header: Sequence[str],
    body: Sequence[Line],
    columns: Sequence[Sequence[str]],
    speaker: int | None,
    time: int | None,
) -> Column:
    lines: list[Line] = []
    labels: list[Label | None] = []
    for index, row in enumerate(body):
        text = columns[at][index]
        printed = columns[time][index] if time is not None else ""
        clock = is_time_line(printed) if printed else None
        if speaker is not None:
            name = columns[speaker][index].strip(" :")
            if not text and not name:
                continue
            line = msgspec.structs.replace(
                row, text=text, kind="row", opens=bool(name), raw=" | ".join(cell.strip() for cell in row.cells)
            )
            bare = name.strip("()[]. ")
            label = Label(name=bare, key=key_of(bare), style="cell", end=0, time=clock) if bare else None
            lines.append(line)
            labels.append(label)
            continue
        for number, part in enumerate(text.split("\n")):
            if part.strip():
                line = msgspec.structs.replace(row, text=part.strip(), raw=part.strip(), opens=number == 0)
                label = find_label(line)
                lines.append(line)
                labels.append(
                    msgspec.structs.replace(label, time=label.time or clock)
                    if label is not None and number == 0
                    else label
                )
    return Column(header[at] if at < len(header) else "", lines, labels)


def tables(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Returns where tables stand among the lines, half-open."""
    found: list[tuple[int, int]] = []
    start = None
    for index, line in enumerate([*lines, None]):
        inside = line is not None and line.kind == "row" and (start is None or lines[start].container == line.container)
        if start is not None and not inside:
            found.append((start, index))
            start = None
        if line is not None and line.kind == "row" and start is None:
            start = index
    return found


def arranged(lines: Sequence[Line]) -> list[Column]:
    """Returns the page's lines with its tables of turns laid out, once for each telling; none where no table is one."""
    laid = [(start, end, columns) for start, end in tables(lines) if (columns := read_columns(lines[start:end]))]
    tellings = []
    for number in range(max((len(columns) for _, _, columns in laid), default=0)):
        whole = Column("", [], [])
        heading = ""
        at = 0
        for start, end, columns in laid:
            whole.lines.extend(lines[at:start])
            at = end
            whole.labels.extend(None for _ in range(len(whole.lines) - len(whole.labels)))
            if number < len(columns):
                whole.lines.extend(columns[number].lines)
                whole.labels.extend(columns[number].labels)
                heading = columns[number].heading
        whole.lines.extend(lines[at:])
        labels = [
            label or (find_label(line) if line.kind != "row" else None)
            for line, label in zip(whole.lines, [*whole.labels, *[None] * len(lines[at:])], strict=True)
        ]
        tellings.append(Column(heading, whole.lines, labels))
    return tellings
