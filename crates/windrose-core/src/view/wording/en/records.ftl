# The words of kinds of records, in English. Those of the built-in ones stand in their rows.

# The row speaks to whoever writes a workflow.
kind-custom =
    .summary = A record of a kind that the workflow declares: the workflow says which fields it has.
