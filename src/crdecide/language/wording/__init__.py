"""What a sentence of the rules may be: a report, never advice. A light grammar over the words in `wording.yaml`.

Start with `refusals` in `text_check`.
"""
