# Jeder Satz, den windrose sagt, auf Deutsch.
#
# Befunde, Mängel und Zeilen des Verlaufs sind Bruchstücke: kleiner Anfangsbuchstabe, wo sie in einem Satz stehen, kein
# Punkt. Ablehnungen sind ganze Sätze. Wörter aus Tabellen (`$one`, `$many`, `$things`) stehen im Nominativ, denn ihr
# Geschlecht ist hier nicht bekannt; deshalb stehen sie vor einem Doppelpunkt oder in Klammern statt hinter „von“.

## Listen und kleine Teile

list-or = { $head } oder { $last }
list-and = { $head } und { $last }
list-more = { $head } und { $n } weitere
list-more-long = { $head }; und { $n } weitere
more = { $things } mehr
step = Schritt { $number } ({ $name })
step-name = { $step ->
    [urgency] Dringlichkeit
    [coalition] Führungskoalition
    [vision] Vision
    [enlist] Freiwillige
    [enable] Handlungsspielraum
    [wins] Erfolge
    [sustain] Beschleunigung
   *[institute] Verankerung
}
held-by = die Rolle { $roles } (besetzt mit { $holders })
nobody-holds = { $n ->
    [one] die Rolle { $roles } hat noch niemand: Wer die Gesamtverantwortung hat, vergibt sie mit role_assign
   *[other] die Rolle { $roles } hat noch niemand: Wer die Gesamtverantwortung hat, vergibt eine davon mit role_assign
}

## Befunde: Anteile

share-least-unmet = { $gap } { $more } { $measure ->
    [urgency-needs_triaged] zu klären
   *[other] nötig
}: { $have } von { $of } { $state }, { $heads } { $heads ->
    [one] ergibt
   *[other] ergeben
} { $percent } %
share-least-met = { $measure ->
    [enlist-two_way_share] Botschaften
   *[other] { $of ->
        [one] { $one }
       *[other] { $many }
    }
}: { $have } von { $of } { $state } ({ $ratio } %), nötig { $heads ->
    [one] war
   *[other] waren
} { $heads }
share-more-unmet = { $gap } { $more } nötig: { $have } von { $of } { $state }, { $heads } { $heads ->
    [one] ist
   *[other] sind
} mehr als { $percent } %
share-more-met = { $measure ->
    [enlist-two_way_share] Botschaften
   *[other] { $of ->
        [one] { $one }
       *[other] { $many }
    }
}: { $have } von { $of } { $state } ({ $ratio } %), nötig waren mehr als { $percent } %
share-most-unmet = { $gap } { $gap ->
    [one] { $one }
   *[other] { $many }
} zu viel: { $have } von { $of } { $state }, { $heads ->
    [0] keine erlaubt
   *[other] höchstens { $heads } erlaubt
} ({ $percent } %)
share-most-met = { $measure ->
    [enlist-two_way_share] Botschaften
   *[other] { $of ->
        [one] { $one }
       *[other] { $many }
    }
}: { $have } von { $of } { $state } ({ $ratio } %), { $heads ->
    [0] keine erlaubt
   *[other] höchstens { $heads } erlaubt
}
share-of-none = noch nichts zu zählen ({ $many }), und ein Anteil an nichts ist nie erfüllt

## Befunde: Anzahlen

count-least-unmet = { $gap } { $more } nötig: { $have } von { $need }
count-least-met = { $have } { $have ->
    [one] { $one }
   *[other] { $many }
}: nötig { $need ->
    [one] war
   *[other] waren
} { $need }
count-most-unmet = { $gap } { $gap ->
    [one] { $one }
   *[other] { $many }
} zu viel: { $have } { $state }, { $need ->
    [0] keine erlaubt
   *[other] höchstens { $need } erlaubt
}
count-most-met = { $many }: { $have ->
    [0] keine
   *[other] { $have }
} { $state }, { $need ->
    [0] keine erlaubt
   *[other] höchstens { $need } erlaubt
}

## Befunde: Tage und Minuten

length-least-unmet = { $gap } { $more } nötig: { $have } { $have ->
    [one] { $one }
   *[other] { $many }
} { $state }, mindestens { $need }
length-least-met = { $have } { $have ->
    [one] { $one }
   *[other] { $many }
} { $state }, nötig { $need ->
    [one] war
   *[other] waren
} mindestens { $need }
length-more-unmet = { $have } { $have ->
    [one] { $one }
   *[other] { $many }
} { $state }, nötig { $need ->
    [one] ist
   *[other] sind
} mehr als { $need }
length-more-met = { $have } { $have ->
    [one] { $one }
   *[other] { $many }
} { $state }, nötig { $need ->
    [one] war
   *[other] waren
} mehr als { $need }
length-most-unmet = { $gap } { $gap ->
    [one] { $one }
   *[other] { $many }
} zu lang: { $have } { $have ->
    [one] { $one }
   *[other] { $many }
} { $state }, höchstens { $need }
length-most-met = { $have } { $have ->
    [one] { $one }
   *[other] { $many }
} { $state }, höchstens { $need } erlaubt

## Befunde: Zahlen

number-least-unmet = { $one }: { $have }, das ist { $gap } unter { $need }
number-least-met = { $one }: { $have }, nötig war mindestens { $need }
number-more-unmet = { $one }: { $have }, nötig ist mehr als { $need }
number-more-met = { $one }: { $have }, nötig war mehr als { $need }
number-most-unmet = { $one }: { $have }, das ist { $gap } über { $need }
number-most-met = { $one }: { $have }, höchstens { $need } ist erlaubt

## Befunde: Wahrheiten

truth-wanted-unmet = { $measure ->
    [institute-council_in_force] das Gremium hat in letzter Zeit nicht getagt
   *[other] noch nötig: { $one } { $state }
}
truth-wanted-met = { $measure ->
    [institute-council_in_force] das Gremium hat seinen Auftrag und in letzter Zeit getagt
   *[other] wie verlangt: { $one } { $state }
}
truth-unwanted-unmet = noch da und darf nicht sein: { $one } { $state }
truth-unwanted-met = nicht da, wie verlangt: { $one } { $state }

## Befunde: Nachweise, Werte, Zustimmungen, Zeit

records-least-unmet = { $gap } { $more } { $kind ->
    [need] zu erfassen
   *[other] nötig
}: { $have } von { $need }
records-least-met = { $have } { $havethings }: nötig { $need ->
    [one] war
   *[other] waren
} { $need }
records-most-unmet = { $gap } { $gapthings } zu viel: { $have } insgesamt, { $need ->
    [0] keine erlaubt
   *[other] höchstens { $need } erlaubt
}
records-most-met = { $have } { $havethings }, { $need ->
    [0] keine erlaubt
   *[other] höchstens { $need } erlaubt
}
value-least-unmet = { $gap } zu niedrig: Der erfasste Wert ({ $label }) ist { $have }, nötig ist mindestens { $need }
value-least-met = der erfasste Wert ({ $label }) ist { $have }, nötig war mindestens { $need }
value-more-unmet = der erfasste Wert ({ $label }) ist { $have }, nötig ist mehr als { $need }
value-more-met = der erfasste Wert ({ $label }) ist { $have }, nötig war mehr als { $need }
value-most-unmet = { $gap } zu hoch: Der erfasste Wert ({ $label }) ist { $have }, erlaubt ist höchstens { $need }
value-most-met = der erfasste Wert ({ $label }) ist { $have }, erlaubt ist höchstens { $need }
approval-least-unmet = { $gap } { $gap ->
    [one] weitere Zustimmung
   *[other] weitere Zustimmungen
} durch die Rolle { $role } nötig: { $have } von { $need }
approval-least-met = { $have } { $have ->
    [one] Zustimmung
   *[other] Zustimmungen
} durch die Rolle { $role }: nötig { $need ->
    [one] war
   *[other] waren
} { $need }
approvalshare-least-unmet = { $gap } { $gap ->
    [one] weitere Zustimmung
   *[other] weitere Zustimmungen
} durch die Rolle { $role } nötig: { $have } von { $of } stimmen zu, { $heads } { $heads ->
    [one] ergibt
   *[other] ergeben
} { $percent } %
approvalshare-least-met = { $have } von { $of } Zustimmungen durch die Rolle { $role } ({ $ratio } %): nötig { $heads ->
    [one] war
   *[other] waren
} { $heads }
openfor-least-unmet = noch { $gap } { $gap ->
    [one] Tag
   *[other] Tage
}: seit { $have } von { $need } Tagen offen
openfor-least-met = seit { $have } { $have ->
    [one] Tag
   *[other] Tagen
} offen: nötig { $need ->
    [one] war
   *[other] waren
} { $need }

owed-most-unmet = { $have ->
    [one] 1 Auflage aus einem bedingten Go ist überfällig
   *[other] { $have } Auflagen aus bedingten Gos sind überfällig
}

waivers-most-unmet = { $gap } offene { $gap ->
    [one] Befreiung
   *[other] Befreiungen
} zu viel: { $have } insgesamt, { $need ->
    [0] keine erlaubt
   *[other] höchstens { $need } erlaubt
}
waivers-most-met = offene Befreiungen: { $have ->
    [0] keine
   *[other] { $have }
}, { $need ->
    [0] keine erlaubt
   *[other] höchstens { $need } erlaubt
}
expired-most-unmet = { $have ->
    [one] 1 Befreiung ist abgelaufen, und wofür sie stand, ist nicht erfüllt
   *[other] { $have } Befreiungen sind abgelaufen, und wofür sie standen, ist nicht erfüllt
}, { $need ->
    [0] keine erlaubt
   *[other] höchstens { $need } erlaubt
}
expired-most-met = abgelaufene Befreiungen: { $have ->
    [0] keine
   *[other] { $have }
}, { $need ->
    [0] keine erlaubt
   *[other] höchstens { $need } erlaubt
}
several-least-unmet = { $gap } weitere von diesen { $parts } Bedingungen zu erfüllen: { $have } von { $need }
several-least-met = { $have } von diesen { $parts } Bedingungen erfüllt: nötig { $need ->
    [one] war
   *[other] waren
} { $need }
several-lacking = { $sentence } – noch nicht da: { $parts }
waived = befreit durch { $by } bis { $until } ({ $reason }) – { $sentence }

## Befunde: was nicht bekannt ist, nicht zutrifft oder zu einem Satz gehört

unknown-nothing = noch nicht bekannt, weil nichts davon erfasst ist: { $kind }
unknown-nothing-named = noch nicht bekannt, weil nichts davon erfasst ist: { $plain } [{ $kind }]
unknown-nobody-looked = nicht bekannt: Niemand hat { $days ->
    [one] am letzten Tag
   *[other] in den letzten { $days } Tagen
} nachgesehen (nicht erfasst: { $kind })
unknown-nobody-looked-for = nicht bekannt: Niemand hat { $days ->
    [one] am letzten Tag
   *[other] in den letzten { $days } Tagen
} nachgesehen, ob es das gibt: { $many } (nicht erfasst: { $kind })
unknown-more-than-scope = nicht bekannt: Gezählt wurden { $have } ({ $many }), der Geltungsbereich hat aber nur { $of }
unknown-step-not-opened = noch nicht gezählt: Der Schritt ist noch nicht eröffnet und muss { $days } { $days ->
    [one] Tag
   *[other] Tage
} offen sein
unknown-no-directory = nicht bekannt: Es gibt noch kein Verzeichnis der Organisation; die Administration liest es ein (windrose directory import, directory_import)
unknown-no-affected-units = nicht bekannt: Das Verzeichnis kennt niemanden in den betroffenen Bereichen; sie müssen im Nachweis der Betroffenen so heißen wie im Verzeichnis
unknown-no-levels = nicht bekannt: Das Verzeichnis sagt nicht, auf welcher Ebene die Betroffenen sind; eingelesen wird das mit einer Spalte level
unknown-no-reporting-lines = nicht bekannt: Das Verzeichnis sagt nicht, an wen die Betroffenen berichten; eingelesen wird das mit einer Spalte manager
unknown-being-computed = noch nicht bekannt: Was das Netz der Koalition sagt, wird gerade berechnet; in einigen Sekunden ist es da
unknown-nobody-holds = nicht bekannt: Ein Anteil derer, die die Rolle { $roles } haben, muss zustimmen, und niemand hat sie
unknown-here = nicht bekannt: Diese Version von windrose kann es nicht beurteilen ({ $what })
not-applicable = trifft hier nicht zu: { $reason }
unfit = nicht bekannt: Was gelesen wurde, lässt sich mit dem, was verlangt ist, nicht vergleichen
lacking = { $sentence } – { $measure ->
    [coalition-charters_accepted] es fehlen
    [coalition-powers_held] es fehlen
   *[other] noch nicht da
}: { $names }
too-many = { $sentence } – nämlich: { $names }
unnamed = { $sentence } – { $more ->
    [0] { $n ->
        [one] 1 Person wird
       *[other] { $n } Personen werden
    }
   *[other] { $n ->
        [one] 1 weitere wird
       *[other] { $n } weitere werden
    }
} hier nicht genannt
because = { $sentence }: { $names }
stale = { $sentence } – { $n ->
    [one] 1 Zustimmung sah andere Nachweise und muss erneut gegeben werden
   *[other] { $n } Zustimmungen sahen andere Nachweise und müssen erneut gegeben werden
}: { $whose }
stale-met = { $sentence } – { $n ->
    [one] 1 weitere sah andere Nachweise und zählt nicht
   *[other] { $n } weitere sahen andere Nachweise und zählen nicht
}: { $whose }
stale-of = { $who } (seitdem geändert: { $kinds })
rejected = { $sentence } – gesperrt, weil es abgelehnt und das nicht zurückgenommen wurde: { $whose }
rejected-by = { $who }, „{ $reason }“
hand-for = { $by } für { $holder }

## Was hilft

help-record = { $who } kann das mit { $method } erfassen: { $kind }
help-record-declared = { $who } kann { $kind } mit { $method } erfassen, als Art `custom` und Typ `{ $kind }`
help-approve = { $who } kann `{ $criterion }` mit { $method } zustimmen
help-rejected = abgelehnt von { $who }: Wer abgelehnt hat, kann das mit { $method } zurücknehmen oder mit gate_approve doch noch zustimmen
help-correct = { $who } kann mit record_supersede den Geltungsbereich berichtigen oder das: { $kind }
help-owed = zugesagt von { $who }: Das Tor öffnet sich, sobald diese Kriterien erfüllt sind
help-close = beantragt oder gewährt von { $who }: Jede erledigt sich, sobald ihr Kriterium erfüllt ist, oder wird mit { $method } beendet
help-or = { $help }; oder { $other }
help-waive = die Rolle { $role } (besetzt mit { $holders }) kann davon befristet befreien: Das wird mit waiver_request beantragt
help-waive-nobody = die Rolle { $role } könnte davon befristet befreien, aber noch hat sie niemand: Wer die Gesamtverantwortung hat, vergibt sie mit role_assign
help-judge = die Rolle { $role } (besetzt mit { $holders }) kann { $waiver }, die beantragt ist, mit waiver_decide gewähren
help-judge-nobody = { $waiver } ist beantragt, aber noch hat sonst niemand die Rolle { $role }: Wer die Gesamtverantwortung hat, vergibt sie mit role_assign
help-time = hier hilft nur Zeit
help-step-opens = die Tage zählen von dem Tag an, an dem der Schritt eröffnet wird

## Nachweise

with-status = { $things } ({ $status })
kind-label = { $plain } [{ $kind }]
kind-named = { $plain } [{ $kind }]

## Tore

title-urgency = Ein Gefühl der Dringlichkeit schaffen
title-coalition = Eine Führungskoalition aufbauen
title-vision = Eine strategische Vision entwickeln
title-enlist = Viele Freiwillige gewinnen
title-enable = Hindernisse beseitigen und Handeln ermöglichen
title-wins = Kurzfristige Erfolge erzielen
title-sustain = Die Beschleunigung aufrechterhalten
title-institute = Den Wandel verankern
gate-open = Das Tor von { $step } ist offen.
gate-shut = Das Tor von { $step } ist nicht offen.
gate-shut-by = Das Tor von { $step } ist nicht offen: { $findings }
gate-should = { $of ->
    [one] Sein einziges Soll-Kriterium ist nicht erfüllt: { $findings }
   *[other] Von seinen { $of } Soll-Kriterien { $met ->
        [0] ist keines
        [one] ist 1
       *[other] sind { $met }
    } erfüllt, nötig { $need ->
        [one] ist
       *[other] sind
    } { $need }, also noch { $more } von diesen: { $findings }
}
receipt-verified = { $outcome ->
    [same] der Beleg ist, wie er geschrieben wurde, und erneut beurteilt ist das Tor auf den damaligen Nachweisen dasselbe
    [altered] der Beleg ist nicht, was geschrieben wurde: Seine Prüfsumme ist eine andere
   *[other] der Beleg ist, wie er geschrieben wurde, aber diese Version von windrose beurteilt { $n ->
        [0] das Tor als Ganzes
        [one] 1 Kriterium
       *[other] { $n } Kriterien
    } anders
}
way-record = erstmals erfassen: { $kind }
way-waive = eine Befreiung von `{ $criterion }` durch die Rolle { $role } (waiver_request)
way-look = erneut nachsehen und erfassen: { $kind }
way-not-before = { $deeds } (nicht vor dem { $day })
verdict-open = offen: { $of ->
    [one] Das einzige Muss-Kriterium ist erfüllt
    [2] Beide Muss-Kriterien sind erfüllt
   *[other] Alle { $of } Muss-Kriterien sind erfüllt
}
verdict-waivers = offen: { $of ->
    [one] Das einzige Muss-Kriterium ist erfüllt oder befreit
    [2] Beide Muss-Kriterien sind erfüllt oder befreit
   *[other] Alle { $of } Muss-Kriterien sind erfüllt oder befreit
}
verdict-conditions = offen mit Auflagen: { $more } von { $of } { $of ->
    [one] Muss-Kriterium
   *[other] Muss-Kriterien
} { $more ->
    [one] fehlt und darf nachgereicht werden
   *[other] fehlen und dürfen nachgereicht werden
}
verdict-blocked = gesperrt: { $of ->
    [one] Das einzige Muss-Kriterium ist nicht erfüllt
   *[other] { $met } von { $of } Muss-Kriterien { $met ->
        [one] ist
       *[other] sind
    } erfüllt
}
verdict-should = gesperrt: { $musts ->
    [one] Das einzige Muss-Kriterium ist erfüllt
    [2] Beide Muss-Kriterien sind erfüllt
   *[other] Alle { $musts } Muss-Kriterien sind erfüllt
}, aber { $of ->
    [one] das einzige Soll-Kriterium nicht
   *[other] nur { $met } von { $of } Soll-Kriterien, und { $need } { $need ->
        [one] ist
       *[other] sind
    } nötig
}

## Was Nachweise zeigen

effect-counted = { $n } { $way ->
    [up] mehr
   *[down] weniger
} ({ $counts }{ $unit ->
    [rate_per_1000] {" "}je 1.000
   *[other] {""}
})
effect-valued = { $unit ->
    [percent] { $n } { $n ->
        [one] Prozentpunkt
       *[other] Prozentpunkte
    }
    [minutes] { $n } { $n ->
        [one] Minute
       *[other] Minuten
    }
    [days] { $n } { $n ->
        [one] Tag
       *[other] Tage
    }
    [score_1_5] { $n } { $n ->
        [one] Punkt
       *[other] Punkte
    }
    [rate_per_1000] { $n } je 1.000
   *[other] { $n }
} { $way ->
    [up] höher
   *[down] niedriger
}
effect-none = weder höher noch niedriger
effect-against = { $difference } als im Vergleich: von { $before } auf { $after }, dort von { $otherbefore } auf { $otherafter }
effect-alone = { $difference } als zuvor: von { $before } auf { $after }
effect-grade = { $sentence } ({ $chance ->
    [perhaps] kann Zufall sein, weil der Wert zuvor im Intervall liegt; Stufe { $grade }
    [no] nicht nur Zufall; Stufe { $grade }
   *[unknown] Stufe { $grade }
})
win-claimed = behauptet und bereit, von jemandem bestätigt zu werden, der ihn nicht erfasst hat
win-claimed-lacking = behauptet und noch nicht bereit, bestätigt zu werden: { $lacks }
win-rejected = verworfen: Jemand anders hat nachgesehen, und es ist nicht so
win-verified = bestätigt, noch nicht bekannt gemacht; erneut nachsehen bis { $day }
win-announced = bestätigt und { $told } { $told ->
    [one] Person
   *[other] Personen
} bekannt gemacht{ $day ->
    [never] {""}
   *[other] ; erneut nachsehen bis { $day }
}
win-due = fällig: Seit { $day } muss jemand erneut nachsehen
win-expired = abgelaufen: Bis { $day } musste jemand erneut nachsehen, und niemand hat es getan
win-regressed = verloren: Jemand hat erneut nachgesehen, und es ist nicht mehr so
lack-level = er erreicht Ebene { $have }, nötig ist Ebene { $need }: Menschen arbeiten anders als zuvor
lack-programme = { $have ->
    [0] das Programm { $name } ist nicht ausgewertet, nötig ist Ebene { $need }
    [1] vom Programm { $name } sind nur die Reaktionen bekannt, nötig ist Ebene { $need }
   *[other] das Programm { $name } ist bis Ebene { $have } ausgewertet, nötig ist Ebene { $need }
}
lack-no-target = niemand hat gesagt, welcher Wert von { $indicator } zu erreichen war
lack-target-missed = es wurde { $after }, das Ziel ist { $target }
lack-within-interval = es kann Zufall sein, weil { $before }, der Wert zuvor, im Intervall von { $low } bis { $high } liegt
lack-too-few-points = es kann Zufall sein: Es gibt kein Intervall, und von den neuesten Messungen { $have ->
    [0] ist keine
    [one] ist nur 1
   *[other] sind nur { $have }
} besser als zuvor, nötig sind 3 in Folge
shows-left = am { $on } gegangen, und zählt nicht mehr als Mitglied
shows-return = der Ertrag ist { $percent } % der Kosten
shows-answers = { $agree } von { $answered }, die geantwortet haben, stimmen zu ({ $ofanswered } %), das sind { $ofasked } % der { $asked } Befragten
shows-no-answers = niemand hat geantwortet
shows-times = Erfolg mit Begleitung { $with } %, ohne { $without } %: { $times }-mal so oft
shows-times-none = Erfolg mit Begleitung { $with } %, ohne { $without } %
shows-times-unknown = alle oder niemand wurden begleitet, also fehlt der Vergleich
programme-nothing = nicht ausgewertet, und keine Auswertung geplant
programme-planned = noch nicht ausgewertet; geplant auf Ebene { $planned }
programme-reaction-only = nur Reaktionen: Bekannt ist, was man davon hält, nicht, was man anders tut; das trägt keinen bestätigten Erfolg
programme-done = ausgewertet auf { $n ->
    [one] Ebene
   *[other] den Ebenen
} { $done }

## Mit wem zu sprechen ist

contact-due = { $person } ({ $unit }): zuletzt { $days ->
    [0] heute
    [one] gestern
   *[other] vor { $days } Tagen
} gesprochen, vorgesehen ist es { $every ->
    [one] jeden Tag
   *[other] alle { $every } Tage
}
contact-never = { $person } ({ $unit }): noch nicht gesprochen, vorgesehen ist es { $every ->
    [one] jeden Tag
   *[other] alle { $every } Tage
}

## Das Netz der Führungskoalition

coalition-none = die Führungskoalition hat kein aktives Mitglied{ $of ->
    [0] , und von niemandem ist bekannt, dass er betroffen ist
    [one] : 1 betroffener Mensch wird von niemandem erreicht
   *[other] : { $of } Betroffene werden von niemandem erreicht
}
coalition-nobody-affected = von niemandem ist bekannt, dass er betroffen ist, also auch nicht, wen { $members ->
    [one] das eine Mitglied erreicht
   *[other] die { $members } Mitglieder erreichen
}
coalition-reach = { $members ->
    [one] 1 Mitglied erreicht
   *[other] { $members } Mitglieder erreichen
} { $covered } von { $of } Betroffenen { $steps ->
    [one] direkt
   *[other] in höchstens { $steps } Schritten
} ({ $percent } %)
coalition-unknown = an wen sich { $n ->
    [one] 1 betroffener Mensch wendet
   *[other] { $n } Betroffene wenden
}, ist unbekannt: Keine Verbindung ist erfasst, und sie haben nicht geantwortet oder wurden nicht gefragt
coalition-alone = { $n ->
    [one] 1 betroffener Mensch hat geantwortet, und kein Einfluss führt zu ihm
   *[other] { $n } Betroffene haben geantwortet, und kein Einfluss führt zu ihnen
}
coalition-left = { $who ->
    [none] { $n ->
        [one] 1 Mitglied
       *[other] { $n } Mitglieder
    }
   *[other] { $who }
} { $n ->
    [one] hat
   *[other] haben
} das Verzeichnis verlassen und { $n ->
    [one] zählt
   *[other] zählen
} nicht mehr als Mitglied
coalition-small-units = die { $units } kleinsten Bereiche werden zusammen gezählt, damit niemandes Antwort daraus zu erkennen ist: { $covered } von { $of } Menschen erreicht
coalition-unknown-units = das Verzeichnis kennt niemanden aus { $units }
coalition-not-asked = Menschen wurden genannt, und keine Netzwerkumfrage sagt, wie viele gefragt wurden: danach wird niemand genannt
coalition-groups = { $without } von { $of } { $by ->
    [unit] betroffenen Bereichen
    [level] Ebenen
   *[site] Standorten
} ohne Mitglied: { $names }
coalition-groups-all = { $by ->
    [unit] alle betroffenen Bereiche ({ $of })
    [level] alle Ebenen ({ $of })
   *[site] alle Standorte ({ $of })
} haben ein Mitglied
coalition-cut = ohne { $person } { $outside ->
    [0] wäre niemand abgeschnitten
    [one] wäre 1 betroffener Mensch abgeschnitten
   *[other] wären { $outside } Betroffene abgeschnitten
}{ $alone ->
    [0] {""}
   *[other] , { $alone } ohne ein Mitglied
}{ $deputy ->
    [named] ; eine Vertretung ist benannt
    [missing] ; keine Vertretung ist benannt
   *[other] {""}
}
coalition-tie = allein die Verbindung zwischen { $a } und { $b } hält { $outside ->
    [0] Teile ohne Betroffene zusammen
    [one] 1 betroffenen Menschen beim Rest
   *[other] { $outside } Betroffene beim Rest
}{ $alone ->
    [0] {""}
    [one] , 1 wäre ohne ein Mitglied
   *[other] , { $alone } wären ohne ein Mitglied
}
coalition-only = { $person } ist das einzige Mitglied in einem Teil des Netzes: { $alone ->
    [one] 1 betroffener Mensch stünde
   *[other] { $alone } Betroffene stünden
} ohne eines da; { $deputy ->
    [named] eine Vertretung ist benannt
   *[other] keine Vertretung ist benannt
}
coalition-cuts = { $people ->
    [0] niemand schnitte andere ab, wenn er ginge
    [one] 1 Mensch schnitte andere ab, wenn er ginge
   *[other] { $people } Menschen schnitten andere ab, wenn sie gingen
}{ $ties ->
    [0] {""}
    [one] , und 1 Verbindung ist der einzige Weg zwischen zwei Teilen
   *[other] , und { $ties } Verbindungen sind der einzige Weg zwischen zwei Teilen
}
coalition-cuts-with = { $line }; mit dem, was Menschen übereinander sagten: { $people ->
    [one] 1 Mensch
   *[other] { $people } Menschen
} und { $ties ->
    [one] 1 Verbindung
   *[other] { $ties } Verbindungen
}
coalition-sponsors = { $unbroken } von { $of } Betroffenen mit Führungskraft haben über sich nur engagierte Mitglieder{ $gaps ->
    [0] {""}
    [one] ; die Kette reißt bei 1 Führungskraft
   *[other] ; die Ketten reißen bei { $gaps } Führungskräften
}
coalition-hr = { $inside } von { $of } Verbindungen der Personalabteilung führen wieder zu ihr ({ $percent } %)
coalition-sponsors-unknown = von keinem betroffenen Menschen ist die Führungskraft bekannt, also lässt sich keine Kette verfolgen
coalition-gap = { $manager } { $standing ->
    [member] ist Mitglied und nicht engagiert
   *[other] ist kein Mitglied
}: nicht engagiert als erste Führungskraft über { $first ->
    [one] 1 betroffenen Menschen
   *[other] { $first } Betroffenen
}, bei insgesamt { $below } darunter
coalition-next-all = alle Betroffenen werden erreicht
coalition-next-nobody = niemand, der bekannt ist, würde jemanden von den { $n } Betroffenen erreichen, die noch niemand erreicht
coalition-next-people = { $n ->
    [one] die beste Wahl von 1 Menschen
   *[other] die beste Wahl von { $n } Menschen
}
coalition-next-exact = mit { $people } mehr erreichte Betroffene: { $gain }; jede Wahl wurde versucht
coalition-next-greedy = mit { $people } mehr erreichte Betroffene: { $gain }; gefunden einer nach dem anderen, und keine Wahl bringt mehr als { $most }
coalition-next-tied = { $line }; { $n ->
    [one] 1 andere Wahl ist ebenso gut
   *[other] { $n } andere sind ebenso gut
}
coalition-response = { $answered } von { $asked } haben geantwortet ({ $percent } %): { $band ->
    [named] genug, um Menschen zu nennen
    [patterns] genug, um zu zählen, nicht, um Menschen zu nennen
   *[directional] Vorsicht, das ist zu wenig, um zu zählen oder Menschen zu nennen
}
coalition-ranks = von den { $top } am häufigsten Genannten { $role ->
    [one] führt 1 niemanden
   *[other] führen { $role } niemanden
}, und { $influence ->
    [one] 1 Führungskraft hat niemand genannt
   *[other] { $influence } Führungskräfte hat niemand genannt
}
coalition-rank = { $person }: genannt von { $named } (Platz { $informal }), im Organigramm { $below } darunter (Platz { $formal })
coalition-broker = { $person }: auf { $percent } der kürzesten Wege zwischen anderen, verbunden mit { $units ->
    [one] 1 Bereich
   *[other] { $units } Bereichen
}
coalition-what-if = ohne { $people }: { $lost ->
    [0] sonst ginge niemand verloren
    [one] 1 betroffener Mensch würde nicht mehr erreicht
   *[other] { $lost } Betroffene würden nicht mehr erreicht
}; { $then } von { $of } statt { $now } von { $before }
coalition-what-if-nobody = keiner der Genannten ist in diesem Netz bekannt, also änderte sich nichts
coalition-what-if-absent = { $line }; hier nicht bekannt: { $people }
coalition-more-members = { $n ->
    [one] 1 weiteres Mitglied
   *[other] { $n } weitere Mitglieder
}
coalition-more-units = { $n ->
    [one] 1 weiterer Bereich
   *[other] { $n } weitere Bereiche
}
coalition-no-unit = ohne Bereich
coalition-unit-count = { $covered } von { $of } erreicht
coalition-unit-count-then = { $covered } von { $of } erreicht statt { $now }
coalition-lack-directory = ohne ein Verzeichnis sind nur die bekannt, die in Erfasstem genannt sind: keine Bereiche, Ebenen und Berichtswege; `windrose directory import` liest es ein
coalition-lack-scope = ohne einen erfassten Umfang gelten alle, die bekannt sind, als betroffen
coalition-lack-units = { $n ->
    [one] 1 betroffener Bereich steht
   *[other] { $n } betroffene Bereiche stehen
} nicht im Verzeichnis, also zählen die Menschen dort nicht
coalition-lack-left-out = weniger als 80 % haben geantwortet, also beruht alles, was Menschen nennt, nur auf Berichtswegen und Kontakten
coalition-lack-affected = von niemandem ist bekannt, dass er betroffen ist
coalition-lack-members = kein aktives Mitglied der Führungskoalition ist erfasst
coalition-lack-lines = Berichtswege sind nicht bekannt
coalition-lack-nominations = niemand hat gesagt, an wen er sich wendet
coalition-lack-contacts = aus den letzten 182 Tagen sind keine Kontakte erfasst
coalition-lack-survey = soweit bekannt, wurde niemand gefragt, an wen er sich wendet
coalition-lack-answers = { $n ->
    [one] 1 Mensch wurde
   *[other] { $n } Menschen wurden
} gefragt und { $n ->
    [one] hat
   *[other] haben
} nicht geantwortet: was gesagt worden wäre, ist unbekannt
coalition-lack-unit = { $n ->
    [one] 1 Mensch hat
   *[other] { $n } Menschen haben
} keinen Bereich
coalition-lack-level = { $n ->
    [one] 1 Mensch hat
   *[other] { $n } Menschen haben
} keine Ebene
coalition-lack-site = { $n ->
    [one] 1 Mensch hat
   *[other] { $n } Menschen haben
} keinen Standort
coalition-lack-unknown = { $n ->
    [one] 1 Verbindung führt
   *[other] { $n } Verbindungen führen
} zu Unbekannten und { $n ->
    [one] zählte
   *[other] zählten
} nicht
coalition-lack-repeated = { $n ->
    [one] 1 Mensch stand
   *[other] { $n } Menschen standen
} doppelt da und { $n ->
    [one] zählte
   *[other] zählten
} einmal
coalition-lack-managers = { $n ->
    [one] 1 Mensch berichtet
   *[other] { $n } Menschen berichten
} an mehrere Führungskräfte: die mit der ersten Kennung zählt
coalition-lack-circle = { $n ->
    [one] 1 Mensch berichtet
   *[other] { $n } Menschen berichten
} im Kreis, also steht niemand darüber
coalition-lack-many = vermittelnde Menschen werden unter höchstens { $most } gesucht, und hier sind es { $people }
coalition-lack-search = die Suche nach dem, wen man gewinnen sollte, endete an ihrer Grenze: jemand Besseres kann entgangen sein

## Der Stufenplan

pilots-summary = { $open ->
    [0] kein Pilotversuch steht noch aus
    [one] 1 Pilotversuch steht noch aus
   *[other] { $open } Pilotversuche stehen noch aus
}{ $blocked ->
    [0] {""}
    [one] , 1 davon ist blockiert
   *[other] , { $blocked } davon sind blockiert
}{ $end ->
    [none] {""}
   *[other] ; was nicht blockiert ist, endet frühestens am { $end }
}
stage-state = { $state ->
    [done] geschafft
    [failed] gescheitert
    [stopped] abgebrochen
    [withdrawn] zurückgezogen
    [running] läuft
    [ready] kann beginnen
    [waiting] wartet
    [open] offen
   *[blocked] blockiert
}
stage-days = { $state }, { $start } – { $end }
stage-day = { $state }, { $day }
stage-passed = bestanden am { $day }
stage-ended = { $how ->
    [failed] gescheitert
    [stopped] abgebrochen
   *[done] erfolgreich beendet
} am { $day }
stage-withdrawn = zurückgezogen, und andere warten noch darauf
stage-running = läuft bis { $end }
stage-overdue = sollte am { $planned } enden, und niemand hat gesagt, wie es ausging: gilt als laufend bis { $end }
stage-ready = kann beginnen: vom { $start } bis { $end }
stage-free = wartet auf nichts anderes: frühestens erreichbar am { $day }
stage-waiting = wartet auf { $others }: frühestens vom { $start } bis { $end }
stage-reached = wartet auf { $others }: frühestens erreichbar am { $day }
stage-waiting-unseen = wartet auf etwas, das dem Team vorbehalten ist: frühestens bis { $day }
stage-blocked = blockiert durch { $roots }
stage-blocked-unseen = blockiert durch etwas, das dem Team vorbehalten ist
stage-circle = blockiert: { $members } warten im Kreis aufeinander
stage-late = { $line }, { $days ->
    [one] 1 Tag
   *[other] { $days } Tage
} später als geplant
stage-slack = { $line }; { $days ->
    [0] kein Tag Spielraum
    [one] 1 Tag Spielraum
   *[other] { $days } Tage Spielraum
}
pilots-clash = { $one } und { $other } { $why ->
    [people] betreffen dieselben Menschen
   *[overlap] dürfen nicht gleichzeitig laufen
} und laufen beide vom { $start } bis { $end }
lacked-pilots = kein Pilotversuch ist erfasst, es gibt also nur die Schritte
lacked-priority = Nutzen, Bereitschaft oder Belastung von { $pilots } { $n ->
    [one] ist
   *[other] sind
} nicht erfasst: Es zählt 3, die Mitte der Skala
lacked-deadlines = bis wann { $steps } geschafft sein { $n ->
    [one] soll
   *[other] sollen
}, ist nicht erfasst: Pilotversuche, die danach beginnen, können beginnen, sobald nichts anderes sie aufhält
lacked-conflicts = von keinen zwei Pilotversuchen ist gesagt, dass sie dieselben Menschen betreffen oder nicht gleichzeitig laufen dürfen: Alle einer Welle können zusammen laufen
lacked-withdrawn = auf { $pilots } wird gewartet, und { $n ->
    [one] er wurde
   *[other] sie wurden
} zurückgezogen
lacked-ends = wie { $pilots } ausging, ist nicht erfasst, obwohl das geplante Ende vorbei ist
what-if-blocks = dann blockiert: { $stages }
what-if-blocks-nothing = nichts weiter wäre blockiert
what-if-moves = { $stage } würde { $days ->
    [one] 1 Tag
   *[other] { $days } Tage
} später enden, am { $day } statt am { $was }
what-if-ends = was nicht blockiert ist, würde am { $day } statt am { $was } enden
what-if-ends-as-now = das Ganze würde weiterhin am { $day } enden
what-if-nothing-left = nichts bliebe, was nicht blockiert wäre

## Was fällig ist und was auf jemanden wartet

deadline-ahead = fällig am { $due }, { $days ->
    [0] heute
    [one] morgen
   *[other] in { $days } Tagen
}
deadline-overdue = seit { $days ->
    [one] 1 Tag
   *[other] { $days } Tagen
} überfällig: Fällig war es am { $due }
deadline-escalated = seit { $days ->
    [one] 1 Tag
   *[other] { $days } Tagen
} überfällig und jetzt beim Sponsor: Fällig war es am { $due }
due-ahead = { $days ->
    [0] heute fällig
    [one] morgen fällig
   *[other] in { $days } Tagen fällig
}
due-past = { $days ->
    [one] seit gestern fällig
   *[other] seit { $days } Tagen fällig
}
task-approve = `{ $criterion }` am Tor von { $step } wartet auf Ihre Zustimmung
task-waiver = { $waiver } für `{ $criterion }` am Tor von { $step } wartet darauf, dass Sie sie gewähren oder verweigern: { $reason }
task-decide = das Tor von { $step } ist offen und wartet auf Ihre Entscheidung
task-decide-conditions = das Tor von { $step } ist mit Auflagen offen und wartet auf Ihre Entscheidung: Was fehlt, muss jemand zusagen
task-decide-again = das Tor von { $step } ruhte bis { $until }: Entscheiden Sie erneut
task-owe = Sie schulden `{ $criterion }` von { $step }, { $due }
task-verify = { $win } wartet darauf, dass jemand anders den Erfolg bestätigt: { $claim }
task-look-again = bei { $win } ist erneut nachzusehen, { $due }: { $claim }
task-check-outcome = gelingt die Arbeit von { $need } jetzt? { $triage } hat Schulung gegen die eigenen Antworten gewählt, und ein Blick auf das Ergebnis ist { $due }
task-finish = { $step }: { $deadline }

## Initiativen in einer Liste

next-step = { $step }: { $due }
next-hold = das Tor von { $step } ruht bis { $on }
next-hold-ended = das Tor von { $step } ruhte bis { $on } und ist erneut zu entscheiden
next-owed = { $owner } schuldet `{ $criterion }` von { $step }, { $due }
next-waiver = { $waiver } für `{ $criterion }` von { $step } endet am { $on }
next-win = erneut nachsehen bei { $win }: { $due }
next-outcome = ein Blick auf das Ergebnis von { $triage }: { $due }
next-pilot = { $pilot } endet am { $on }, wie geplant
waits-hold = das Tor von { $step } ruht bis { $until }
waits-decision = das Tor von { $step } ist offen{ $how ->
    [waivers] {" "}mit Befreiungen
   *[open] {""}
}: Die Rolle { $role } entscheidet
waits-conditions = das Tor von { $step } ist mit Auflagen offen: Die Rolle { $role } entscheidet, und jemand muss zusagen, was fehlt: { $finding }
waits-close = alle acht Tore sind durchschritten: Die Initiative kann beendet werden
waits-nothing = beendet: { $reason }

## Rollen

role =
    .owner = Gesamtverantwortung
    .sponsor = Sponsor
    .lead = Leitung
    .member = Mitarbeit
    .pilot_owner = Pilotleitung
    .viewer = Einsicht

## Was jemand darf oder nicht darf

may-read = diese Initiative sehen
may-read_team = Nachweise sehen, die im Team bleiben
may-record = Nachweise erfassen
may-set_deadline = Fristen setzen
may-assign_role = Rollen vergeben
may-close = die Initiative beenden
may-own = die Gesamtverantwortung für eine Initiative haben
may-own-unnamed = die Gesamtverantwortung für eine Initiative haben; nennen Sie jemanden als `owner`
may-hold-role = diese Rolle haben; ein Dienst ist `member` oder `viewer`
may-decide = an diesem Tor entscheiden
may-reopen = diesen Schritt erneut eröffnen
may-approve = hier zustimmen
may-reject = hier ablehnen
may-withdraw-rejection = eine Ablehnung zurücknehmen
may-request-waiver = eine Befreiung beantragen
may-judge-waiver = über diese Befreiung entscheiden
may-delegate = eine Vertretung benennen
may-stand-in = jemanden vertreten
may-leave-out-holder = weglassen, wessen Rolle es ist
may-verify = einen Erfolg bestätigen
may-publish = Abläufe veröffentlichen
may-add-accounts = Personen und Dienste anlegen
may-import-directory = Menschen und Bereiche einlesen
may-read-directory = das Verzeichnis lesen
may-create-tokens = Zugangsschlüssel anlegen
may-revoke-tokens = Zugangsschlüssel widerrufen
may-create-link = einen Anmeldelink für jemand anderen anlegen
may-invite = jemanden zu einem Pilotversuch einladen
may-end-session = die Sitzung von jemand anderem beenden
may-read-journal = das ganze Journal lesen
may-sign-in = sich auf einer Seite anmelden
may-be-admin = die Instanz verwalten

## Ablehnungen

forbidden = Das dürfen Sie nicht ({ $what }): Dafür braucht es die Rolle { $roles } (besetzt mit { $holders }). Wer die Gesamtverantwortung hat, vergibt Rollen mit role_assign.
forbidden-nobody = Das dürfen Sie nicht ({ $what }), und { $nobody }.
admin-only = Nur wer die Instanz verwaltet, darf { $what }: Fragen Sie dort, oder verwenden Sie einen Zugangsschlüssel der Verwaltung.
persons-only = Nur eine Person, nie ein Dienst, darf { $what }.
role-needed = Nur wer die Rolle { $role } hat, darf { $what }: Fragen Sie { $holders }, oder lassen Sie sich die Rolle mit role_assign geben.
role-needed-nobody = Nur wer die Rolle { $role } hat, darf { $what }, und noch hat sie niemand: Wer die Gesamtverantwortung hat, vergibt sie mit role_assign.
four-eyes-lead = Wer die Initiative leitet, entscheidet nicht an ihren Toren: Das muss jemand anders mit der Rolle { $role } tun, mit gate_decide. Fragen Sie { $others }.
four-eyes-lead-nobody = Wer die Initiative leitet, entscheidet nicht an ihren Toren, und sonst hat niemand die Rolle { $role }. Wer die Gesamtverantwortung hat, gibt sie mit role_assign jemand anderem.
four-eyes-lead-for = Sie vertreten jemanden, der die Initiative leitet, und wer leitet, entscheidet nicht an ihren Toren, auch nicht durch andere: Das muss jemand anders mit der Rolle { $role } tun, mit gate_decide. Fragen Sie { $others }.
four-eyes-lead-for-nobody = Sie vertreten jemanden, der die Initiative leitet, und wer leitet, entscheidet nicht an ihren Toren, auch nicht durch andere; sonst handelt niemand in der Rolle { $role }. Wer die Gesamtverantwortung hat, gibt sie mit role_assign jemand anderem.
four-eyes-win = Wer einen Erfolg erfasst hat, bestätigt ihn nicht: Die Bestätigung muss jemand anders mit record_add erfassen. Fragen Sie { $others }.
four-eyes-win-nobody = Wer einen Erfolg erfasst hat, bestätigt ihn nicht, und noch darf sonst niemand erfassen. Wer die Gesamtverantwortung hat, lässt mit role_assign jemand anderen zu.
four-eyes-waiver = Wer eine Befreiung beantragt hat, entscheidet nicht darüber: Das muss jemand anders mit der Rolle { $role } tun, mit waiver_decide. Fragen Sie { $others }.
four-eyes-waiver-nobody = Wer eine Befreiung beantragt hat, entscheidet nicht darüber, und sonst hat niemand die Rolle { $role }. Wer die Gesamtverantwortung hat, gibt sie mit role_assign jemand anderem.
four-eyes-evidence = Wer Nachweise dieses Tores erfasst hat, urteilt nicht über sie: Das muss jemand anders mit der Rolle { $role } tun, mit gate_approve oder gate_reject. Fragen Sie { $others }.
four-eyes-evidence-nobody = Wer Nachweise dieses Tores erfasst hat, urteilt nicht über sie, und sonst hat niemand die Rolle { $role }. Wer die Gesamtverantwortung hat, gibt sie mit role_assign jemand anderem.
four-eyes-evidence-for = Sie vertreten jemanden, der Nachweise dieses Tores erfasst hat, und wer das getan hat, urteilt nicht über sie, auch nicht durch andere: Das muss jemand anders mit der Rolle { $role } tun, mit gate_approve oder gate_reject. Fragen Sie { $others }.
four-eyes-evidence-for-nobody = Sie vertreten jemanden, der Nachweise dieses Tores erfasst hat, und wer das getan hat, urteilt nicht über sie, auch nicht durch andere; sonst handelt niemand in der Rolle { $role }. Wer die Gesamtverantwortung hat, gibt sie mit role_assign jemand anderem.
thing-initiative = die Initiative
thing-person = die Person oder den Dienst
thing-role = die Rolle
thing-record = den Nachweis
thing-workflow = den Ablauf
thing-criterion = das Kriterium
thing-token = den Zugangsschlüssel
thing-link = den Anmeldelink
thing-session = die Sitzung
thing-import = die Einlesung
thing-unit = den Bereich
thing-waiver = die Befreiung
not-found-near = Es gibt { $thing } `{ $given }` nicht; meinten Sie { $nearest }?
not-found-initiative = Es gibt keine Initiative `{ $given }`, die Sie sehen dürfen; initiative_list nennt die, die Sie sehen dürfen.
not-found-person = Es gibt weder eine Person noch einen Dienst `{ $given }`; die Verwaltung legt sie mit person_add an.
not-found-role = Es gibt keine Rolle `{ $given }`; workflow_get zeigt die Rollen eines Ablaufs.
not-found-record = Es gibt keinen Nachweis `{ $given }` und noch keinen von seiner Art; record_add erfasst einen.
not-found-workflow = Es gibt keinen Ablauf `{ $given }`; workflow_list nennt alle.
not-found-criterion = Dieses Tor hat kein Kriterium `{ $given }`; gate_explain zeigt die, die es hat.
not-found-token = Es gibt keinen Zugangsschlüssel `{ $given }`; die Verwaltung legt sie mit token_create an.
not-found-link = Es gibt keinen Anmeldelink `{ $given }`; login_create legt einen an.
not-found-import = Es gibt keine offene Einlesung `{ $given }`; directory_import beginnt eine.
not-found-unit = Das Verzeichnis hat keinen Bereich `{ $given }`; directory_read zeigt, wer darin steht.
not-found-session = Es gibt keine Sitzung `{ $given }`: Sie ist schon beendet.
not-found-waiver = Es gibt in dieser Initiative keine Befreiung `{ $given }`; waiver_list nennt die, die es gibt.
exists = { $thing ->
    [initiative] Die Initiative `{ $name }` gibt es schon: Wählen Sie eine andere Kennung.
    [workflow] Den Ablauf `{ $name }` gibt es schon: Wählen Sie einen anderen Namen, oder finden Sie ihn mit workflow_list.
   *[other] Es gibt { $words } `{ $name }` schon: Wählen Sie eine andere Kennung.
}
gate-conditions = Das Tor von { $step } ist mit Auflagen offen: Jemand muss zusagen, was fehlt – { $findings }
no-conditions-open = Das Tor von { $step } ist offen: Niemand muss etwas zusagen. Entscheiden Sie `go`.
no-conditions-blocked = { $blocked } Es fehlt zu viel, um es nur zuzusagen: Das geht nur bei Kriterien, die nach dem Ablauf warten dürfen, und höchstens bei zweien.
not-owed = Ein bedingtes Go sagt, wer was schuldet: Geben Sie `obligations` mit einer Person und einem Tag an für { $criteria }.
no-must-left = { $n ->
    [one] So geändert, hätte das Tor { $steps } kein `must` mehr und ginge von selbst auf.
   *[other] So geändert, hätten die Tore { $steps } kein `must` mehr und gingen von selbst auf.
} Lassen Sie in jedem mindestens eines, und rufen Sie initiative_open erneut auf.
recycle-forward = Ein `recycle` führt zurück: bei { $step } zu diesem Schritt oder einem früheren, nicht zum Schritt { $to }.
earlier-first = { $earlier } { $n ->
    [one] muss
   *[other] müssen
} vor { $step } geklärt sein: Spätere Schritte werden nach früheren bestätigt. Entscheiden Sie zuerst dort, mit gate_decide.
gate-blocked = { $blocked } gate_explain zeigt, wer was tun kann.
step-state = { $state ->
    [waiting] Schritt { $number } ({ $step }) hat noch nicht begonnen, also gibt es dort noch nichts zu entscheiden
    [passed] Schritt { $number } ({ $step }) ist abgeschlossen, also gibt es dort nichts mehr zu entscheiden, außer er wird erneut eröffnet (step_reopen)
    [open] Schritt { $number } ({ $step }) ist offen, und das ist dort jetzt nicht möglich
   *[held] Schritt { $number } ({ $step }) ruht, und das ist dort jetzt nicht möglich
}
step-state-open = { $state }. Jetzt offen: { $steps }; gate_explain zeigt, was dort verlangt ist.
step-state-none-open = { $state }. Auch sonst ist jetzt kein Schritt offen.
step-passed = { $step } ist abgeschlossen und braucht keine Frist mehr. Ist es doch nicht getan, eröffnen Sie den Schritt erneut mit step_reopen.
evidence-changed = Die Nachweise von { $step } haben sich geändert, seit Sie sie angesehen haben. Sehen Sie mit gate_explain erneut nach, und geben Sie das `seen` an, das es jetzt zeigt.
evidence-unseen = Sehen Sie zuerst nach: gate_explain zeigt die Nachweise von { $step }. Geben Sie dessen `seen` mit Ihrer Entscheidung an.
approved-already = Sie haben `{ $criterion }` schon zugestimmt, mit denselben Nachweisen, und jede Person zählt einmal. gate_explain zeigt, ob andere noch zustimmen müssen.
approved-already-by = `{ $criterion }` hat schon die Zustimmung von { $by }, mit denselben Nachweisen, und Sie beide zählen einmal, weil eine Person die andere vertritt. gate_explain zeigt, ob andere noch zustimmen müssen.
not-rejected = Sie haben `{ $criterion }` nicht abgelehnt, also haben Sie nichts zurückzunehmen. Abgelehnt ist es von { $by }: Nur wer abgelehnt hat, kann es mit gate_reject_withdraw zurücknehmen.
not-rejected-nobody = Niemand lehnt `{ $criterion }` ab, also gibt es nichts zurückzunehmen. gate_explain zeigt, wie es steht.
not-delegable = In der Rolle { $role } gibt es keine Vertretung: Die gibt es nur in Rollen, die hier zustimmen oder entscheiden, nämlich { $roles }. Wer die Gesamtverantwortung hat, vergibt jede Rolle mit role_assign.
not-delegable-none = In der Rolle { $role } gibt es keine Vertretung, und auch keine andere Rolle stimmt hier zu oder entscheidet. Wer die Gesamtverantwortung hat, vergibt jede Rolle mit role_assign.
delegated-further = Sie vertreten { $holders } in der Rolle { $role }, und wer vertritt, gibt die Vertretung nicht weiter: Bitten Sie { $holders }, mit role_delegate jemand anderen zu benennen.
holds-already = { $person } hat die Rolle { $role } und handelt ohnehin darin. Benennen Sie mit role_delegate jemanden, der sie nicht hat.
no-delegation = Niemand vertritt { $person } jetzt in der Rolle { $role }, also gibt es nichts zu beenden. initiative_get zeigt, wer wen vertritt.
not-an-approval = `{ $criterion }` wird durch Nachweise erfüllt, nicht durch Zustimmung. Zugestimmt wird an diesem Tor, mit gate_approve, zu { $approvals }.
no-approval-here = `{ $criterion }` wird durch Nachweise erfüllt, nicht durch Zustimmung, und auch sonst wird an diesem Tor zu nichts zugestimmt. gate_explain zeigt, was es verlangt.
not-waivable = Von `{ $criterion }` kann nicht befreit werden. Befreien lässt sich an diesem Tor von { $waivable }.
no-waivable-here = Von `{ $criterion }` kann nicht befreit werden, und von nichts anderem an diesem Tor. gate_explain zeigt, was es verlangt.
waiver-pending = Eine Befreiung von `{ $criterion }` ist schon beantragt: { $waiver } wartet auf eine Entscheidung mit waiver_decide. waiver_list zeigt, durch wen.
waiver-renew = Von `{ $criterion }` wurde schon befreit, durch { $waiver }. Das lässt sich einmal verlängern: Geben Sie `renews` mit dieser Kennung an.
not-renewable = Die Befreiung { $waiver } lässt sich nicht verlängern: Sie wurde nicht gewährt oder steht für etwas anderes.{ $instead ->
    [none] {" "}Beantragen Sie eine Befreiung ohne `renews`.
   *[other] {" "}Verlängern lässt sich { $instead }.
}
renewed-once = Die Befreiung { $waiver } war schon eine Verlängerung, und verlängert wird einmal. Jetzt muss das Kriterium erfüllt werden; gate_explain zeigt, wer etwas tun kann.
waiver-stands = { $state ->
    [requested] Die Befreiung { $waiver } wartet auf eine Entscheidung
    [in_force] Die Befreiung { $waiver } gilt schon
    [expired] Der letzte Tag der Befreiung { $waiver } ist vorbei
    [refused] Die Befreiung { $waiver } wurde verweigert
    [renewed] Eine andere Befreiung setzt { $waiver } fort
   *[other] Die Befreiung { $waiver } wurde beendet
}, also geht das mit ihr nicht. waiver_list zeigt, wie alle stehen.
not-your-waiver = Die Befreiung { $waiver } beendet nur, wer sie beantragt oder gewährt hat: Fragen Sie { $may }.
closed = Die Initiative `{ $initiative }` ist beendet: In ihr wird nichts mehr erfasst oder entschieden. Um weiterzumachen, eröffnen Sie eine neue mit initiative_open.
not-achieved = { $n ->
    [one] Das ist noch nicht erreicht: Der Schritt { $steps } ist nicht durch sein Tor. Führen Sie ihn
   *[other] Das ist noch nicht erreicht: Die Schritte { $steps } sind nicht durch ihre Tore. Führen Sie sie
} mit gate_decide hindurch, oder geben Sie einen anderen Grund für das Ende an.
invalid = Das lässt sich so nicht annehmen – { $faults } Nichts wurde gespeichert: Berichtigen Sie es, und rufen Sie erneut auf.
none-given = Es wurden keine Nachweise angegeben: record_add nimmt 1 bis { $most }.
too-many-given = { $given } Nachweise sind zu viele für einen Aufruf: record_add nimmt höchstens { $most }, also teilen Sie sie auf.
withdrawn = Der Nachweis { $record } wurde zurückgezogen und zählt nicht mehr. Erfassen Sie ihn neu mit record_add.
not-shown = Der Erfolg { $win } lässt sich so nicht bestätigen – { $lacks } Ergänzen Sie mit record_add, was fehlt, oder berichtigen Sie es mit record_supersede; oder erfassen Sie als Ergebnis `rejected`.
other-kind = Der Nachweis { $record } ist von der Art „{ $kind }“ und bleibt es. Was von der Art `{ $given }` ist, wird mit record_add als eigener Nachweis erfasst.
excluded = Der Ablauf { $workflow } kommt ohne das aus ({ $many }), also wird hier nichts von der Art `{ $kind }` erfasst. gate_explain zeigt, was stattdessen verlangt ist, und workflow_get, was ausgeschlossen ist.
waits-for = { $stage } auf { $other }
pilot-cycle = { $n ->
    [one] { $first } könnte nie beginnen, weil es auf sich selbst wartete.
   *[other] Diese könnten nie beginnen, denn sie warten im Kreis: { $waits }.
} Ändern Sie `needs_result_of`, `starts_after` oder `needed_for` eines Piloten; record_supersede ändert einen, der schon erfasst ist.
hold-in-the-past = Ein Tor ruht bis zu einem künftigen Tag, und { $until } ist keiner. Geben Sie gate_decide ein späteres `until`.
role-unchanged = Für { $person } und die Rolle { $role } ändert sich nichts: role_assign gibt nur eine Rolle, die jemand nicht hat, und role_revoke nimmt nur eine, die jemand hat.
role-full = Für die Rolle { $role } { $most ->
    [one] ist höchstens eine Person
   *[other] sind höchstens { $most } Personen
} zugleich vorgesehen, und besetzt ist sie mit { $holders }. Wer die Gesamtverantwortung hat, muss sie zuerst mit role_revoke zurücknehmen.
last-owner = Außer { $person } hat niemand die Gesamtverantwortung, und jemand muss sie haben. Geben Sie die Rolle zuerst jemand anderem, mit role_assign.
bad-workflow = Der Ablauf hat { $n ->
    [one] einen Fehler
   *[other] { $n } Fehler
} – { $faults } Berichtigen Sie die Datei, und veröffentlichen Sie sie erneut mit workflow_publish.
token-revoked-already = Der Zugangsschlüssel `{ $token }` wurde schon widerrufen. token_create legt einen neuen an.
last-admin-token = Der Zugangsschlüssel `{ $token }` ist der letzte der Verwaltung und kann nicht weg. Legen Sie zuerst einen anderen mit token_create an.

## Mängel von Feldern

fault = `{ $at }`: { $problem }
problem-empty = hier steht nichts
problem-too-long = die Länge ist { $length }, und höchstens { $most } werden behalten
problem-too-short = das sagt zu wenig: { $length } Zeichen, verlangt sind mindestens { $least }
problem-out-of-range = der Wert muss zwischen { $least } und { $most } liegen
problem-more-than = { $have } ist mehr als { $whole } ({ $of })
problem-too-few-answers = { $answered ->
    [0] niemand hat geantwortet
   *[other] nur { $answered } { $answered ->
        [one] hat
       *[other] haben
    } geantwortet
}: Weniger als { $least } Antworten werden nie behalten, weil man auf Personen schließen könnte; erfassen Sie jede als `stance`, oder fragen Sie mehr Personen
problem-outside-unit = { $unit ->
    [percent] ein Prozentwert ist { $least } bis { $most }
    [score_1_5] eine Bewertung ist { $least } bis { $most }
    [rate_per_1000] eine Rate je 1.000 ist 0 bis 1.000
    [count] eine Anzahl ist nie negativ
    [minutes] eine Anzahl von Minuten ist nie negativ
    [days] eine Anzahl von Tagen ist nie negativ
   *[other] eine Anzahl ({ $unit }) ist nie negativ
}
problem-upside-down = das Intervall steht kopf: Sein oberes Ende liegt unter seinem unteren, { $low }
problem-outside-interval = das muss im eigenen Intervall liegen, { $low } bis { $high }
problem-ends-before-start = es endet, bevor es beginnt, am { $start }
problem-in-the-future = das liegt in der Zukunft, und erfasst wird nur, was geschehen ist
problem-wrong-kind = hier muss ein Nachweis dieser Art stehen: { $kind }
problem-twice = `{ $name }` steht dort zweimal
problem-needs = `{ $field }` muss auch angegeben werden
problem-no-leeway = der Ablauf lässt dafür keinen Spielraum
problem-not-missing = das fehlt hier nicht; es fehlen { $missing }
problem-no-role = { $person } hat keine Rolle in dieser Initiative
problem-not-within = das muss ein Tag innerhalb der nächsten { $days } Tage sein
problem-not-declared = { $what ->
    [kind] die Art `{ $given }` gibt es nicht, wohl aber { $names }
    [field] das Feld `{ $given }` gibt es nicht, wohl aber { $names }
   *[choice] die Auswahl `{ $given }` gibt es nicht, wohl aber { $names }
}
problem-not-declared-near = { $what ->
    [kind] die Art `{ $given }` gibt es nicht (meinten Sie { $names }?)
    [field] das Feld `{ $given }` gibt es nicht (meinten Sie { $names }?)
   *[choice] die Auswahl `{ $given }` gibt es nicht (meinten Sie { $names }?)
}
problem-none-declared = { $what ->
    [kind] die Art `{ $given }` gibt es nicht, denn der Ablauf führt keine ein
    [field] das Feld `{ $given }` gibt es nicht, denn der Ablauf führt keine ein
   *[choice] die Auswahl `{ $given }` gibt es nicht, denn der Ablauf führt keine ein
}
problem-missing = das muss angegeben werden: { $title }
problem-not-of-type = hier muss { $type ->
    [number] eine Zahl
    [count] eine ganze Zahl, die nicht negativ ist,
    [choice] eine der Möglichkeiten
    [date] ein Tag wie 2026-03-01
    [person] die Kennung einer Person wie head-of-sales
    [truth] wahr oder falsch (true, false)
    [record] die Kennung eines Nachweises wie pilot-1
   *[text] ein Text
} stehen
problem-too-small = der Wert muss mindestens { $least } sein
problem-too-large = der Wert darf höchstens { $most } sein
with-unit = { $number } { $unit }
problem-not-declared-kind = hier muss ein Nachweis der Art `custom` vom Typ { $kind } stehen
problem-stays-of = der Nachweis ist vom Typ { $kind } und bleibt es: Was von einem anderen ist, wird mit record_add als eigener Nachweis erfasst
problem-not-training = { $knows ->
    [yes] Wissen ist vorhanden
   *[no] Wissen ist nicht alles, was fehlt
}, und { $gaps }: Wählen Sie ein anderes Ergebnis, oder sagen Sie in `override_reason`, warum trotzdem geschult wird
problem-gap = `{ $field }` ist „nein“, was { $verdicts } nahelegt
problem-no-gap = auch sonst fehlt nichts, was `unclear` nahelegt

## Kriterien, die die Prüffälle eines Ablaufs nicht erproben

uncovered = { $gate }, `{ $criterion }`: { $lacks }
uncovered-met = kein Prüffall erfüllt es
uncovered-missed = kein Prüffall verfehlt es, obwohl etwas erfasst ist
uncovered-just-missed = kein Prüffall verfehlt es nur um einen Kopf, eine Sache oder einen Tag

## Der Verlauf

event-opened-sequential = „{ $title }“ eröffnet, nach dem Ablauf { $workflow }, ein Schritt nach dem anderen
event-opened-concurrent = „{ $title }“ eröffnet, nach dem Ablauf { $workflow }, alle acht Schritte zugleich
event-closed = Beendet: { $reason }
event-recorded = { $record } erfasst: { $summary }
event-superseded = { $record } berichtigt (Fassung { $revision }): { $reason }
event-withdrawn = { $record } zurückgezogen: { $reason }
event-step-opened = { $step } eröffnet: { $title }
event-step-taken-over = { $step } war abgeschlossen, bevor die Initiative hier eröffnet wurde
event-step-reopened = { $step } erneut eröffnet: { $reason }
event-step-reopened-redo = { $step } erneut eröffnet, und zwar { $redo }: { $reason }
event-steps-stale = erneut zu bestätigen: { $steps }
event-steps-waiting = wieder wartend: { $steps }
event-steps-unsettled = erneut zu bestätigen: { $stale }; wieder wartend: { $waiting }
event-due-set = { $step } ist am { $due } fällig; eine Warnung { $warn ->
    [one] 1 Tag
   *[other] { $warn } Tage
} vorher, an den Sponsor { $escalate ->
    [one] 1 Tag
   *[other] { $escalate } Tage
} danach
event-due-taken = { $step } hat keine Frist mehr
noticed-step-soon = bemerkt: { $step } ist am { $due } fällig
noticed-step-overdue = bemerkt: { $step } war am { $due } fällig
noticed-step-escalated = bemerkt: { $step } war am { $due } fällig und liegt jetzt beim Sponsor
noticed-hold-ended = bemerkt: { $step } ruhte bis { $due }, und eine Entscheidung ist fällig
noticed-obligation-overdue = bemerkt: `{ $criterion }` von { $step } war bis { $due } zugesagt
noticed-win-due = bemerkt: bei { $record } war bis { $due } erneut nachzusehen
event-approved = Am Tor { $step } zugestimmt: { $criterion }, in der Rolle { $role }
event-waiver-requested = Befreiung von { $criterion } am Tor { $step } bis { $until } beantragt ({ $waiver }): { $reason }
event-waiver-renewal = Verlängerung von { $renews } für { $criterion } am Tor { $step } bis { $until } beantragt ({ $waiver }): { $reason }
event-waiver-decided = { $waiver } { $decision ->
    [grant] gewährt
   *[refuse] verweigert
}, in der Rolle { $role }
event-waiver-closed = { $waiver } beendet: { $reason }
event-rejected = Am Tor { $step } abgelehnt: { $criterion }, in der Rolle { $role } – { $reason }
event-rejection-withdrawn = Ablehnung von { $criterion } am Tor { $step } zurückgenommen
event-decided = Am Tor { $step } entschieden: { $decision }, in der Rolle { $role }
event-decided-by-lead = Am Tor { $step } entschieden: { $decision }, in der Rolle { $role } und durch die Leitung, wie der Ablauf es erlaubt
event-role-assigned = { $person } hat die Rolle { $role } erhalten
event-role-revoked = { $person } hat die Rolle { $role } abgegeben
event-role-delegated = { $to } vertritt { $from } in der Rolle { $role } bis { $until }
event-role-delegation-ended = Niemand vertritt { $from } mehr in der Rolle { $role }
event-for = { $line } – entschieden für { $holder }
event-person-added = Person { $id } angelegt{ $rank ->
    [admin] , zur Verwaltung
    [auditor] , zur Prüfung
   *[none] {""}
}
event-service-added = Dienst { $id } angelegt{ $rank ->
    [admin] , zur Verwaltung
    [auditor] , zur Prüfung
   *[none] {""}
}
event-token-created = Zugangsschlüssel { $token } für { $holder } angelegt
event-token-revoked = Zugangsschlüssel { $token } widerrufen
event-link-created = Anmeldelink für { $person } erstellt
event-invited = { $person } zu { $pilot } von { $initiative } eingeladen
event-session-started = { $person } hat sich angemeldet
event-directory-staged = { $rows ->
    [one] 1 Zeile
   *[other] { $rows } Zeilen
} in die Einlesung { $import } des Verzeichnisses genommen
event-directory-published = Das Verzeichnis aus der Einlesung { $import } veröffentlicht
event-directory-dropped = Die Einlesung { $import } des Verzeichnisses verworfen
event-session-ended = Sitzung { $session } beendet
event-workflow-published = Eine Fassung des Ablaufs { $workflow } veröffentlicht
event-with-note = { $line } – { $note }
decision-go = Go
decision-conditional-go = Go mit Auflagen: { $owed }
decision-owed = { $owner } schuldet { $criterion } bis { $due }
decision-recycle = zurück zu { $to }
decision-hold = ruht bis { $until }
decision-stop = beendet ({ $reason })
reason-achieved = alle acht Tore sind durchschritten
reason-no_urgency = niemand findet es dringend
reason-no_sponsor = niemand an der Spitze steht dafür ein
reason-benefit_gone = es bringt nicht mehr, wofür es gedacht war
reason-cost = es kostet zu viel
reason-superseded = eine andere Initiative tritt an seine Stelle
reason-evidence_negative = die Nachweise sprechen dagegen

## Anmeldelinks

link-unknown = Dieser Anmeldelink ist nicht bekannt: Er wurde unterwegs abgeschnitten oder ist längst abgelaufen. Legen Sie mit `windrose login` einen neuen an, oder fragen Sie, wer Ihnen diesen geschickt hat.
link-used = Dieser Anmeldelink wurde schon verwendet: Jeder öffnet einmal. Legen Sie mit `windrose login` einen neuen an, oder fragen Sie, wer Ihnen diesen geschickt hat.
link-expired = Dieser Anmeldelink ist abgelaufen. Legen Sie mit `windrose login` einen neuen an, oder fragen Sie, wer Ihnen diesen geschickt hat.
too-many-rows = { $given } Zeilen sind zu viele: Höchstens { $most } werden genommen, also teilen Sie sie auf.
rows-not-next = Die Einlesung { $import } geht mit Zeile { $next } weiter, nicht mit Zeile { $given }: Senden Sie die Zeilen ab { $next } mit directory_import.
imports-open = Mehr Einlesungen dürfen nicht zugleich offen sein, nämlich { $open }: Veröffentlichen Sie eine mit directory_publish, oder verwerfen Sie eine mit directory_drop.
import-overtaken = Das Verzeichnis ist aus { $published } veröffentlicht worden, seit { $import } begonnen wurde. Was { $import } ändern würde, stimmt also nicht mehr: Verwerfen Sie sie mit directory_drop, und lesen Sie ihre Zeilen neu ein.
import-empty = Niemand in { $import } hat eine brauchbare Kennung, und das Verzeichnis wäre danach leer: Sehen Sie sie mit directory_preview an, und lesen Sie sie neu ein.
import-unfit = In { $import } berichten { $loose } Menschen einander im Kreis, und bei { $units } Bereichen widersprechen sich die Zeilen: Wahrscheinlich steht eine Spalte für eine andere. Sehen Sie sie mit directory_preview an, verwerfen Sie sie mit directory_drop, und lesen Sie sie neu ein.
many-leave = Mit { $import } würden { $left } von { $of } Menschen das Verzeichnis verlassen, mehr als ein Drittel: Sehen Sie directory_preview an, und wenn das so gemeint ist, veröffentlichen Sie mit confirm.
may-not-record = { $person } hat keine Rolle, die in { $initiative } erfassen darf: Wer die Gesamtverantwortung hat, vergibt pilot_owner mit role_assign.

## Was an einer Einlesung in das Verzeichnis auffällt
column-id = Kennung
column-name = Name
column-email = E-Mail
column-unit = Bereich
column-part_of = größerer Bereich
column-manager = Führungskraft
column-level = Ebene
column-site = Standort
column-function = Aufgabe
trouble-no-id = ohne Kennung, also bleibt diese Zeile weg
trouble-bad-id = `{ $given }` ist keine Kennung, also bleibt diese Zeile weg: 1 bis { $most } Buchstaben ohne Umlaute, Ziffern, Bindestriche, Unterstriche und Punkte, etwa eine Personalnummer
trouble-manager-not-an-id = die Führungskraft `{ $given }` ist keine Kennung, also ist sie nicht bekannt: Führungskräfte werden mit ihrer Kennung genannt
trouble-too-long = { $column } mit mehr als { $most } Zeichen, also bleibt das weg: vielleicht ist es eine andere Spalte
trouble-repeated = { $person } steht schon in Zeile { $first }, mit demselben Inhalt
trouble-contradicted = { $person } steht schon in Zeile { $first }, mit anderem Inhalt ({ $columns }): Zeile { $first } zählt
trouble-manager-missing = niemand in dieser Einlesung hat die Kennung { $manager }, also ist die Führungskraft von { $person } nicht bekannt
trouble-own-manager = { $person } ist als eigene Führungskraft genannt, also ist sie nicht bekannt
trouble-circle = Menschen berichten einander im Kreis, also zählen ihre Führungskräfte nicht: { $members }
trouble-many-heads = { $n } Menschen haben keine Führungskraft: { $heads }
trouble-no-head = alle haben eine Führungskraft, also steht niemand an der Spitze
trouble-back = { $person } war am { $since } gegangen und ist wieder da
trouble-unit-without-name = { $person } gehört zu keinem Bereich, nur zu { $part_of }, und zählt dort
trouble-no-unit = { $n ->
    [one] 1 Mensch gehört
   *[other] { $n } Menschen gehören
} zu keinem Bereich
trouble-unit-disagreed = { $unit } soll zu { $said } gehören: genommen wird { $taken }
trouble-unit-circle = Bereiche gehören im Kreis zueinander, also zählt nicht, wozu sie gehören: { $members }
trouble-empty = niemand in dieser Einlesung hat eine brauchbare Kennung
trouble-many-leave = { $left } von { $of } Menschen würden das Verzeichnis verlassen, mehr als ein Drittel: vergewissern Sie sich, dass dies die ganze Organisation ist
