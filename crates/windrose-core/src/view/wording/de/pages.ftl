# Die Beschriftungen der Seiten, auf Deutsch. Jede Botschaft von en/pages.ftl steht auch hier.

page-yes = ja
