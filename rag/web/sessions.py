"""Whose session it is: a browser that came to know another's session name may neither read nor go on with it."""

from collections import OrderedDict

# More than Gradio keeps the state of.
_MOST = 5_000


class Sessions:
    """Remembers the reader who began a session; the ones longest unused are forgotten."""

    def __init__(self) -> None:
        self._readers: OrderedDict[str, str] = OrderedDict()

    def admit(self, session: str, reader: str) -> bool:
        """Whether a reader may use a session; the first one who does makes it theirs.

        A reader "" (a program, or a browser without cookies) owns nothing, and gets nothing that another owns.
        """
        if not session:
            return True
        owner = self._readers.get(session, "")
        if owner:
            self._readers.move_to_end(session)
            return owner == reader
        if reader:
            self._readers[session] = reader
            if len(self._readers) > _MOST:
                self._readers.popitem(last=False)
        return True
