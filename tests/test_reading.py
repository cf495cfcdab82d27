from index.words import content_words
from rag.readable import block_at, heading_over, label_of, readable
from rag.reading import read


def test_every_sentence_of_every_entry_is_read_as_it_is_alone(index):
    rows = []
    for place, entry in enumerate(index.entries.values()):
        reading = read(index, place)
        assert reading.entry is entry
        for line in reading.lines:
            rows.append(line.row)
            sentence = index.sentences[line.row]
            assert (line.start, line.end) == (sentence.start, sentence.end)
            assert line.text == readable(entry, line.start, line.end)
            assert (line.heading, line.label) == (
                heading_over(entry, line.start),
                label_of(entry, line.start, line.end),
            )
            block = block_at(entry, line.start)
            assert line.kind == (block.kind if block else "paragraph")
    assert rows == list(range(len(index.sentences)))


def test_a_sentence_tells_what_it_and_its_heading_say(index):
    lines = [line for place in range(len(index.entries)) for line in read(index, place).lines if line.heading]
    assert lines
    for line in lines[::50]:
        assert line.told.text == f"{line.heading} {line.text}"
        assert line.told.words == set(content_words(line.told.text))


def test_an_entry_that_is_asked_for_again_is_not_read_again(assistant):
    assert assistant.read(3) is assistant.read(3)
    assert assistant.read(3) == read(assistant.index, 3)
    assert assistant.read(3).entry.id == assistant.index.ids[3]
