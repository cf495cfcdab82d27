from rag.web.sessions import Sessions


def test_a_session_belongs_to_the_reader_who_began_it() -> None:
    sessions = Sessions()
    assert sessions.admit("s", "ada") and sessions.admit("s", "ada")
    assert not sessions.admit("s", "bob") and not sessions.admit("s", "")
    assert sessions.admit("t", "bob")


def test_programs_own_nothing() -> None:
    sessions = Sessions()
    assert sessions.admit("s", "") and sessions.admit("s", "ada") and sessions.admit("", "bob")


def test_the_longest_unused_are_forgotten() -> None:
    sessions = Sessions()
    sessions.admit("kept", "ada")
    for number in range(6_000):
        sessions.admit(str(number), "ada")
        sessions.admit("kept", "ada")
    assert len(sessions._readers) == 5_000 and not sessions.admit("kept", "bob") and sessions.admit("1", "bob")
