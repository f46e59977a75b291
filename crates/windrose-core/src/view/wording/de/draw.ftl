# Die Wörter in und neben Bildern, auf Deutsch. Jede Botschaft von en/draw.ftl steht auch hier.

draw-figures = Zahlen zeigen
draw-step = Schritt
draw-state = Stand
draw-far = Wie weit
draw-conditions = Erfüllte Bedingungen
draw-of = { $met } von { $of }
draw-passed = geschafft
draw-open = offen
draw-waiting = wartet
draw-held = angehalten
draw-stale = zu bestätigen
draw-taken-over = vorher geschafft
draw-overdue = überfällig
draw-rose-title = Wie weit die acht Tore sind
draw-rose-desc = { $passed } von 8 Schritten sind geschafft. { $steps }
draw-rose-small = { $passed } von 8 Schritten geschafft; in Prozent: { $shares }

draw-from = Von
draw-until = Bis
draw-due = Fällig
draw-due-on = fällig { $day }
draw-held-until = angehalten bis { $day }
draw-done-again = wird wiederholt
draw-today = heute, { $day }
draw-gantt-title = Die acht Schritte und die Piloten im Zeitverlauf
draw-gantt-steps = Die acht Schritte im Zeitverlauf
draw-gantt-desc = Vom { $from } bis zum { $to }. { $rows }
draw-pilots = Piloten
draw-pilot = Pilot
draw-needs = Wartet auf
draw-recorded = kein Ende eingetragen
draw-running = läuft
draw-planned = geplant
draw-succeeded = gelungen
draw-failed = misslungen
draw-stopped = abgebrochen
draw-left-out = Weggelassen, weil Sie es nicht sehen dürfen: { $n }.

draw-day = Tag
draw-value = Wert
draw-where = Wo
draw-count = Wie viele gemessen wurden
draw-interval = Intervall
draw-record = Eintrag
draw-everywhere = überall
draw-in-pilot = ein Pilot
draw-before = vorher { $value }
draw-target = Ziel { $value }
draw-target-by = Ziel { $value } bis { $day }
draw-higher-better = mehr ist besser
draw-lower-better = weniger ist besser
draw-trend-desc = { $series } { $marks }
draw-series-desc = { $name }: von { $first } am { $from } zu { $last } am { $to }.
draw-series-one = { $name }: { $first } am { $from }.
draw-win = Erfolg: { $claim }
draw-win-claimed = Erfolg, gemeldet
draw-win-rejected = Erfolg, nicht bestätigt
draw-win-verified = Erfolg, bestätigt
draw-win-announced = Erfolg, bestätigt und bekannt gemacht
draw-win-due = Erfolg, neu zu prüfen
draw-win-expired = Erfolg, nicht rechtzeitig neu geprüft
draw-win-regressed = Erfolg, wieder verloren
draw-wins-title = Erfolge im Zeitverlauf
draw-wins-desc = Bis zum { $day }: { $claimed } gemeldet, { $verified } von anderen bestätigt, { $announced } bekannt gemacht.
draw-claimed = gemeldet
draw-verified = bestätigt
draw-announced = bekannt gemacht
draw-adoption-title = Wer auf die neue Art arbeitet, nach Bereich
draw-unit = Bereich
draw-adoption = Anteil der Beschäftigten
draw-adoption-none = nichts eingetragen
draw-unit-percent = Prozent
draw-unit-count = Anzahl
draw-unit-minutes = Minuten
draw-unit-days = Tage
draw-unit-currency = Geld
draw-unit-score-1-5 = Punkte, 1 bis 5
draw-unit-ratio = Verhältnis
draw-unit-rate-per-1000 = je Tausend
draw-stages-title = Schritte und Piloten: was worauf wartet
draw-stage = Schritt oder Pilot
draw-spare = Tage Spielraum
draw-stands = Wie es steht
draw-coalition-title = Mitglieder der Führungskoalition, und wen sie erreichen
draw-coalition-members = Mitglieder, und wie viele sie erreichen
draw-coalition-units = Betroffene Bereiche
draw-coalition-reaches = { $n }
draw-coalition-holds = { $n }; kaum zu ersetzen
draw-coalition-leaves = geht
draw-coalition-reached = Erreicht
draw-coalition-by = Von wem
draw-coalition-more-members = { $n ->
    [one] 1 weiteres Mitglied ist nicht gezeichnet.
   *[other] { $n } weitere Mitglieder sind nicht gezeichnet.
}
draw-coalition-more-units = { $n ->
    [one] 1 weiterer Bereich ist nicht gezeichnet.
   *[other] { $n } weitere Bereiche sind nicht gezeichnet.
}
