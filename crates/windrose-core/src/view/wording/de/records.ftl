# Die Wörter der Nachweise, auf Deutsch; auf Englisch stehen sie in den Zeilen von RECORDS.

