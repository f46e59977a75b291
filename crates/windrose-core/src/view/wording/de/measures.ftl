# Die Wörter der Messgrößen, auf Deutsch; auf Englisch stehen sie in den Zeilen der Messgrößen.

