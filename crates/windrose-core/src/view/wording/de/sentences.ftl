# Jeder Satz, den windrose sagt, auf Deutsch.

