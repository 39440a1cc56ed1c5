"""Mentions of entries in prose: the Order Service as ``order-service``, *the orders service*, OS or *It*.

What counts: the name, split or joined in any case; a listed abbreviation or expansion; the name with a generic word added
or dropped; its initials; its last word with an article; and a sentence that opens with *It* or *This service* right
after one about a single entry. The longest name wins, and what two names may mean is neither. A name that is an ordinary
word (Core, Search) counts where something else shows that it is a name: see ``judging``.
"""

from crossref.entry_mentions.finder import Finder, Mention, Name

__all__ = ["Finder", "Mention", "Name"]
