# Texte der eingebauten Abläufe auf Deutsch: wofür ein Schritt da ist, warum ein Kriterium gilt, und wie es kurz heißt.
#
# Der Schlüssel ist der Anfang der SHA-256 des englischen Textes. Ändert jemand den Text, so steht wieder der Text der Datei da;
# ein Test nennt den neuen Schlüssel.

## kotter

# title
text-664bd159935a = Kotters acht Schritte
# summary
text-e4208e679c4d = Jede Veränderung, geführt durch Kotters acht Schritte: Jeder endet in einem Tor, das sich auf erfasste Nachweise hin öffnet.
# urgency
text-4ba39b4d92a7 = Genug Führungskräfte finden, dass es nicht bleiben kann, wie es ist, und Daten zeigen, warum.
# managers-convinced
text-47a265efed22 = Wo weniger als drei von vier Führungskräften die Veränderung wollen, warten die anderen, bis sie vorbei ist.
    .title = Führungskräfte überzeugt
# indicator-ready
text-59858b864532 = Ohne Ausgangswert, Zielwert und jemanden, der dafür einsteht, kann später niemand sagen, was besser geworden ist.
    .title = Kennzahl bereit
# survey-answered
text-4a9f9f52e540 = Wenn viele schweigen, sagen die Antworten mehr über die Willigen als über die Führung.
    .title = Umfrage beantwortet
# needs-heard
text-c70fd5eb224b = Drei Menschen, die andere führen und sagen, was sie brauchen, sind ein Muster; einer ist eine Anekdote.
    .title = Bedarfe gehört
# executives-convinced
text-8c4312274830 = Wenn zwei ganz oben finden, dass es bleiben darf, wie es ist, können alle darunter auf deren Wort warten.
    .title = Geschäftsleitung überzeugt
# needs-triaged
text-f40af1f8e319 = Schulung hilft nur, wo das Wissen fehlt; bei jedem Bedarf muss bekannt sein, ob das so ist.
    .title = Bedarfe geklärt
# employees-aware
text-568f319d804d = Solange die meisten nicht wissen, was falsch läuft, sieht jede Veränderung wie eine Laune der Leitung aus.
    .title = Beschäftigte wissen Bescheid
# volunteers-enough
text-f7b74a25d639 = Wer es von Amts wegen tun muss, kann eine Veränderung nicht allein tragen; andere müssen helfen wollen.
    .title = Genug Freiwillige
# follow-through-shown
text-68033c0805a6 = Führungskräfte begleiten das Lernen, wenn sie sehen, was das in einem Programm bewirkt hat, das sie kennen.
    .title = Wirkung der Begleitung gezeigt
# follow-through-pays
text-1213f4975272 = Führungskräfte begleiten das Lernen, wenn die eigenen Zahlen zeigen, dass es mit Erfolg einhergeht.
    .title = Begleitung zahlt sich aus
# complacency-answered
text-2a06f4f7943b = Was Menschen zufrieden bleiben lässt, tut das so lange, bis jemand etwas dagegen unternimmt.
    .title = Selbstzufriedenheit begegnet
# no-training-against-answers
text-827ad63fb682 = Schulung, wo etwas anderes fehlt, kostet Zeit und ändert nichts.
    .title = Keine Schulung gegen die Antworten
# outcomes-looked-at
text-ab56c89d329d = Wer gegen die Antworten geschult hat, sollte inzwischen wissen, ob die Arbeit jetzt gelingt.
    .title = Nachgesehen, ob es half
# coalition
text-c635935e93ec = Eine Gruppe mit Stellung, Fachkenntnis, Glaubwürdigkeit und Führung trägt die Veränderung gemeinsam.
# powers-held
text-b1b1cb6edff6 = Stellung, Fachkenntnis, Glaubwürdigkeit und Führung sind alle nötig, jede doppelt, damit niemand eine davon allein tragen muss.
    .title = Vier Arten von Einfluss
# members-enough
text-c9842ccf3663 = Weniger als fünf Menschen reichen selten in jeden betroffenen Bereich.
    .title = Genug Mitglieder
# powers-in-reserve
text-609102b2760c = Wenn jede Art von Einfluss dreifach da ist, kann die Führungskoalition jeden Ausfall verkraften.
    .title = Einfluss in Reserve
# meetings-attended
text-c679d8d8eef0 = Wer nicht zu den Treffen kommt, leiht der Veränderung nur den Namen.
    .title = Treffen besucht
# charters-accepted
text-f05026d98753 = Eine Veränderung, die jeden Bereich berührt, braucht die Zusage des Personalbereichs und der Leitungen jedes Bereichs zu dem, was sie tun werden.
    .title = Rollen zugesagt
# desired-commitment
text-0106323c82b6 = Ein Mitglied, das weniger engagiert ist, als seine Aufgabe verlangt, wird als Erstes anderswo zu tun haben.
    .title = Haltung wie gewünscht
# in-touch
text-ef9a302eb76f = Eine Führungskoalition, die sich wochenlang weder getroffen noch gesprochen hat, besteht nur auf dem Papier.
    .title = In Verbindung
# not-hr-alone
text-7fa523e20bee = Wenn die meisten Mitglieder aus dem Personalbereich kommen, halten es alle anderen für dessen Sache.
    .title = Nicht der Personalbereich allein
# size
text-819f8d7b6495 = Drei bis fünf Menschen genügen für den Anfang; viel mehr machen den Erfolg nicht wahrscheinlicher.
    .title = Größe der Führungskoalition
# levels-there
text-29d95705f9b1 = Menschen glauben einer Veränderung, die jemand von ihrer eigenen Ebene trägt.
    .title = Ebenen vertreten
# people-reached
text-4295532ef84c = Wen kein Mitglied erreicht, auch nicht über andere, der hört von der Veränderung durch die, die an ihr zweifeln.
    .title = Menschen erreichbar
# units-with-member
text-e755280fc06f = Über einen Bereich ohne eigenes Mitglied wird geredet, aber nicht mit ihm.
    .title = Bereiche mit Mitglied
# nobody-hard-to-spare
text-b316a11513cd = Geht jemand, über den ein Zehntel der Menschen erreicht wird, geht die Veränderung mit, wenn keine Vertretung benannt ist.
    .title = Niemand unersetzlich
# chain-of-sponsors
text-8341914ccb23 = Menschen warten auf ein Zeichen ihrer eigenen Führungskraft; wer keines gibt, hält alle darunter auf.
    .title = Kette der Vorgesetzten
# no-single-driver
text-85c4910ee018 = Wenn ein Mitglied die meisten Gespräche führt, ist dieses Mitglied die Führungskoalition.
    .title = Nicht nur eine treibende Kraft
# no-echo-chamber
text-7a8783df1d01 = Spricht der Personalbereich vor allem mit sich selbst, hört er über die Veränderung nur, was er ohnehin denkt.
    .title = Kein Echoraum
# champion-not-worn-out
text-259e138c57fa = Zwanzig Stunden Gespräche im Monat neben der Arbeit zehren an der Person, zu der alle gehen.
    .title = Treibende Kraft nicht überlastet
# network-answered
text-aa715f1b18f3 = Wenige fehlende Antworten können ändern, wer in der Mitte steht; darunter sollte niemand danach benannt werden.
    .title = Netzwerkumfrage beantwortet
# vision
text-58aa44b456da = Alle können sagen, wohin die Veränderung führt und wie jeder Schritt dorthin kommt.
# told-in-five-minutes
text-390b1d4eb6e7 = Was sich nicht in fünf Minuten erzählen lässt, kann niemand weitergeben, der es einmal gehört hat.
    .title = In fünf Minuten erzählt
# line-of-sight
text-a54e50da90d6 = Jede bezahlte Maßnahme muss Schritt für Schritt und messbar zu etwas führen, das die Organisation gewinnt.
    .title = Sichtbarer Weg zur Wirkung
# short-enough
text-984eb37f9a78 = Was mehr als 700 Wörter braucht, lässt sich nicht in fünf Minuten erzählen, so schnell auch gesprochen wird.
    .title = Kurz genug
# strategy-traced
text-98df18b9575d = Eine Maßnahme, die aus keiner Leitlinie folgt, ist nur Betriebsamkeit, und eine Leitlinie ohne Maßnahme ist nur Papier.
    .title = Strategie hergeleitet
# one-answers-for-each
text-4a0750b27626 = Wofür niemand einsteht, das geschieht nicht, und wofür zwei einstehen, das schieben beide auf.
    .title = Genau eine Verantwortung
# every-party-has-a-duty
text-6eefbbfc4e7a = Personalbereich, Führungskräfte, Anbieter und Lernende haben jeweils einen Teil; wo eine Seite keinen hat, tragen ihn die anderen mit und geben auf.
    .title = Jede Seite hat eine Aufgabe
# no-level-skipped
text-c174c87259d6 = Von einer Maßnahme über Leistung und Verhalten bis zur Wirkung sind es drei Glieder; mit weniger wurde eine Stufe übersprungen.
    .title = Keine Stufe übersprungen
# time-to-discuss
text-f488add5f9f3 = Eine Vision, die nach zwei Wochen feststand, wurde kaum mit denen besprochen, die sie leben sollen.
    .title = Zeit zum Besprechen
# listeners-understand
text-ce1a408c5772 = Wer die Vision beim ersten Hören nicht versteht, wird sie nicht weitergeben.
    .title = Beim Hören verstanden
# no-weak-quality
text-8af9bdfe4b64 = Eine Vision scheitert an ihrer schwächsten Eigenschaft: Sie kann erstrebenswert sein und doch nicht erreichbar.
    .title = Keine schwache Eigenschaft
# diagnoses-answered
text-c311b67702da = Eine Schwierigkeit, auf die keine Leitlinie antwortet, wurde gesehen und dann liegen gelassen; das kann eine Entscheidung sein, aber es sollte eine sein.
    .title = Diagnosen beantwortet
# learning-fits-work
text-30012e714e61 = Wo noch niemand den Weg kennt, findet ihn auch nicht, wer bekannte Wege besser übt.
    .title = Lernen passt zur Arbeit
# enlist
text-c03ad2551b60 = Die Betroffenen hören die Vision oft, dürfen antworten, und viele von ihnen helfen.
# two-way
text-2aee7545a082 = Wer fragen und widersprechen darf, macht sich die Veränderung zu eigen; wer nur davon erfährt, fügt sich bestenfalls.
    .title = Im Gespräch
# no-unit-left-alone
text-799fcef8afe8 = Ein Bereich, der einen Monat lang nichts gehört hat, glaubt, die Veränderung sei vorbei oder nie für ihn gemeint gewesen.
    .title = Kein Bereich allein gelassen
# reached-often
text-dd01ee9cfd0b = Nur was immer wieder zu hören ist, gilt als ernst gemeint.
    .title = Oft erreicht
# known-with-its-reason
text-c8d6a1a71731 = Niemand hilft bei einer Veränderung, die unbekannt ist oder deren Grund unbekannt ist.
    .title = Mit Grund bekannt
# said-often
text-ebdf6c554825 = Eine Ankündigung ist nach einer Woche vergessen; eine Botschaft muss immer wieder begegnen.
    .title = Oft gesagt
# long-enough-to-tell
text-daacff832b0b = Ob jemand einen Monat lang allein gelassen wurde, lässt sich erst nach einem Monat sehen.
    .title = Lang genug, um es zu sehen
# share-of-all-that-is-said
text-7ea5050b34a1 = Meist handelt wenig mehr als ein halbes Prozent dessen, was Menschen gesagt wird, von der Veränderung; es geht im Rest unter.
    .title = Anteil an allem Gesagten
# many-channels
text-2e16b55f9c83 = Wer die Botschaft auf einem Weg verpasst, begegnet ihr auf einem anderen.
    .title = Viele Wege
# questions-answered
text-8c921fa0e3e3 = Eine Frage, die wochenlang offen bleibt, beantwortet das Gerücht.
    .title = Fragen beantwortet
# personal-from-supervisor
text-bc0f115b984e = Was die Veränderung für mich bedeutet, glaube ich der Person, für die ich arbeite.
    .title = Persönlich von der Führungskraft
# leaders-set-examples
text-71928da75809 = Nichts untergräbt eine Veränderung mehr als Führungskräfte, die nicht tun, was sie verlangen.
    .title = Führung gibt das Vorbild
# enable
text-6e7e84e852e2 = Was Menschen am Handeln hindert, wird gefunden und beseitigt.
# no-critical-barrier
text-7fb5cd08d892 = Solange ein Hindernis niemanden handeln lässt, macht die Aufforderung zum Handeln nur zynisch.
    .title = Kein kritisches Hindernis
# high-barriers-settled
text-7614fa7634a3 = Ein Hindernis, das weder beseitigt noch offen hingenommen wird, sagt den Menschen, dass niemand zuhört.
    .title = Hohe Hindernisse erledigt
# managers-skilled
text-4fbb47769d1e = Menschen lernen, was ihre Führungskraft verlangen, erklären und anleiten kann.
    .title = Führungskräfte befähigt
# managers-with-kra
text-e1e9f4cb1387 = Führungskräfte nehmen sich Zeit für das, woran sie gemessen werden; bei neun von zehn muss Lernen dazugehören.
    .title = Lernen in der Zielvereinbarung
# a-barrier-is-gone
text-9d6a1c43163d = Ein Hindernis, das sichtbar beseitigt wurde, überzeugt mehr Menschen als jeder Appell.
    .title = Ein Hindernis ist weg
# looked-twice
text-ec9687748c68 = Eine Suche nach Hindernissen ist eine Momentaufnahme; erst die zweite zeigt, ob sie wirklich verschwinden.
    .title = Zweimal nachgesehen
# gone-within-a-month
text-427d4e899910 = Ein Hindernis, das monatelang steht, gehört zum Haus.
    .title = Binnen eines Monats weg
# extra-effort-bearable
text-8a11b7acac4c = Wo die Veränderung mehr als ein Zehntel zur Arbeit aller hinzufügt, gewinnt der Alltag.
    .title = Mehraufwand erträglich
# briefed-and-debriefed
text-abaf62492927 = Gelerntes wird angewendet, wenn die Führungskraft vorher sagt, wofür es ist, und nachher fragt, was daraus wurde.
    .title = Vorbereitet und nachbesprochen
# not-too-much-at-once
text-a89333be6305 = Wer vier Veränderungen auf einmal durchmacht, wartet ab, welche davon zuerst vorübergeht.
    .title = Nicht zu viel auf einmal
# wins
text-f20c79ff0672 = Etwas ist sichtbar besser geworden, und jemand anderes hat es geprüft.
# win-verified
text-4c64770cad0c = Ein Erfolg zählt, wenn ihn jemand geprüft hat, der ihn nicht gemeldet hat.
    .title = Erfolg bestätigt
# win-soon
text-ba6a1342891b = Menschen warten anderthalb Jahre auf einen Beweis; danach glauben sie nicht mehr, dass einer kommt.
    .title = Erfolg bald da
# win-told
text-aca3d3301811 = Ein Erfolg, von dem die meisten nichts gehört haben, ändert niemandes Meinung.
    .title = Erfolg bekannt
# win-beyond-chance
text-8426a506a516 = Ein Erfolg, der ebenso gut Zufall sein kann, ist das Erste, was Zweifelnde sehen.
    .title = Erfolg ist kein Zufall
# win-serves-vision
text-37e25cfa58b5 = Ein Erfolg, der nicht dorthin führt, wohin die Veränderung will, beweist etwas anderes.
    .title = Erfolg dient der Vision
# behaviour-changed
text-47390f90134e = Einen Kurs zu mögen, ist kein Erfolg; auf Ebene 3 arbeiten Menschen anders.
    .title = Verhalten geändert
# several-units
text-c51e75e5094c = Der Erfolg eines Bereichs ist dessen Erfolg; der von zweien zeigt, dass die Veränderung Grenzen überschreitet.
    .title = Mehrere Bereiche
# win-compared
text-6c2cf0e1948d = Nur ein Ort ohne die Veränderung zeigt, was ohnehin besser geworden wäre.
    .title = Erfolg verglichen
# measured-three-times
text-24da5b2ef1d4 = Zwei Punkte können Zufall sein; drei zeigen allmählich eine Richtung.
    .title = Dreimal gemessen
# win-was-planned
text-c38e80619c1c = Ein geplanter Erfolg zeigt, dass der Weg taugt; ein Glücksfund zeigt nur Glück.
    .title = Erfolg war geplant
# pilot-large-enough
text-b92e691b13dd = Bei weniger als zwanzig Menschen verschiebt eine einzige Person das Ergebnis.
    .title = Pilotversuch groß genug
# no-pilot-blocked
text-79258646d41d = Wer auf ein Ergebnis wartet, das nicht kommt, wartet für immer, wenn niemand den Plan ändert.
    .title = Kein Pilotversuch blockiert
# sustain
text-226935f829a7 = Eine Verbesserung folgt auf die andere, bis die neue Weise die übliche ist.
# cycles-closed
text-17e31b5dd3b5 = Der erste Zyklus zeigt, was am Plan falsch war; erst der zweite zeigt, dass daraus gelernt wurde.
    .title = Zyklen abgeschlossen
# units-adopted
text-e14ce6f56cc6 = Bis die meisten Bereiche in der neuen Weise arbeiten, ist die alte noch die übliche.
    .title = Bereiche machen mit
# adoption-at-target
text-d6a42fd64fdc = Ein guter Messwert verführt dazu, den Sieg zu erklären; zweimal in Folge am Zielwert und nicht fallend, dann hält die neue Weise.
    .title = Verbreitung am Zielwert
# follow-on-started
text-002fe1a1e17e = Ein Erfolg, aus dem nichts folgt, ist ein Ende und kein Anfang.
    .title = Folgeprojekt begonnen
# improvements-asked
text-bc79bd1e2196 = Wer in der neuen Weise arbeitet, weiß, was daran nicht stimmt; wer jeden Monat fragt, erfährt es rechtzeitig.
    .title = Nach Verbesserungen gefragt
# more-than-one-place
text-175ce2ea5561 = Eine Veränderung, die an einem Ort lebt, hat sich nicht verbreitet; sie hat ein Zuhause.
    .title = Mehr als ein Ort
# still-urgent
text-48f22a8eddd0 = Nach den ersten Erfolgen lässt die Dringlichkeit nach; unter sechs von zehn Führungskräften kommt die alte Weise zurück.
    .title = Noch immer dringlich
# kept-up-for-a-quarter
text-fb7d5bdf87cd = Ob es durchgehalten wird, zeigt sich nach einem Quartal, nicht nach einem guten Monat.
    .title = Ein Quartal lang durchgehalten
# institute
text-fe2add8f5651 = Die Veränderung steht in Regeln und Gewohnheiten und braucht kein Projekt mehr.
# body-in-charge
text-26cf2d2722eb = Jemand muss sich um die Veränderung kümmern, wenn das Projekt vorbei ist, und ein Gremium, das nicht tagt, tut es nicht.
    .title = Gremium zuständig
# onboarding-contains-it
text-96e8f216bd18 = Wer nach dem Projekt Führungskraft wird, lernt die neue Weise nur, wo sie neuen Führungskräften beigebracht wird.
    .title = Teil der Einarbeitung
# manifesto-published
text-14204669b559 = Was für alle sichtbar geschrieben steht, lässt sich denen vorhalten, die es vergessen.
    .title = Leitbild veröffentlicht
# held-for-a-year
text-aca033e37a0b = Was nach einem halben Jahr und nach einem Jahr noch am Zielwert ist, lebt nicht mehr von der Aufmerksamkeit.
    .title = Ein Jahr gehalten
# successor-ready
text-08de0bdb4d2d = Eine Veränderung, die an einem einzigen Sponsor hängt, endet, wenn dieser geht.
    .title = Nachfolge bereit
# time-to-become-habit
text-6421cf57d090 = Eine neue Weise wird über Monate zur üblichen; drei davon sind das Mindeste.
    .title = Zeit zur Gewohnheit
# anchored-in-writing
text-6634fc2c430d = Richtlinien, Budgets und Stellenbeschreibungen überdauern die Menschen, die die Veränderung führten; eine davon allein ist bald überstimmt.
    .title = Schriftlich verankert
# money-set-aside
text-65993f023b42 = Was im Budget keine Zeile hat, wird jedes Jahr neu entschieden.
    .title = Eigenes Budget
# learning-is-a-habit
text-848540e60a91 = Die Veränderung ist Kultur geworden, wo das Lernen es ist: in keiner Hinsicht schlechter als am Anfang und in den meisten besser.
    .title = Lernen ist Gewohnheit
# adoption-holds
text-0577dfb4c0b1 = Die Zahlen müssen am Zielwert bleiben, nachdem die Aufmerksamkeit weitergezogen ist.
    .title = Verbreitung hält
# years-on-the-way
text-a633f3c068b9 = Es dauert Jahre, bis sich niemand mehr erinnert, wie es vorher gemacht wurde; weniger als drei genügen selten.
    .title = Jahre unterwegs

## learning-partnership

# title
text-cf7f1df901ea = Lernpartnerschaft
# summary
text-ecfe2d027c2d = Personalbereich und Linie machen Lernen zur gemeinsamen Sache: von Daten, die zeigen, warum, über einen Pilotversuch bis zu einem Gremium, das es am Leben hält.
# urgency
text-7fb270660d4f = Führungskräfte sehen an Daten, dass Lernen ohne sie scheitert und dass es nicht bleiben kann, wie es ist.
# convinced-of-those-who-answered
text-c25db6225792 = Steht neben dem Anteil aller Führungskräfte, damit niemand den einen nennt und den anderen meint.
    .title = Überzeugte unter den Antwortenden
# follow-through-shown
text-f790812bd718 = Führungskräfte werden zu Partnern, wenn sie sehen, was ihre eigene Begleitung bei einem Kurs bewirkt hat, den sie kennen.
    .title = Wirkung der Begleitung gezeigt
# a-need-that-hurts
text-ee6bfcd5e9cc = Wenn kein Bedarf schlimmer ist als lästig, gibt es wenig Grund zur Dringlichkeit.
    .title = Ein Bedarf, der schmerzt
# coalition
text-6ff1d130e33e = Personalbereich und Linie bilden eine Führungskoalition für das Lernen, und jede Seite hat gesagt, was sie tun wird.
# charters-accepted
text-5627ba888d1a = Eine Partnerschaft besteht, wenn der Personalbereich und die Führungskräfte jedes Bereichs zugesagt haben, was sie tun werden.
    .title = Rollen zugesagt
# vision
text-5d0fc45ebc22 = Eine Seite führt von jeder Maßnahme zu dem, was die Organisation gewinnt, und alle können davon erzählen.
# enable
text-584091a3e91b = Führungskräfte werden am Lernen gemessen, und was Menschen am Handeln hindert, wird gefunden und beseitigt.
# works-council-agrees
text-33ea19bafdb2 = Woran Führungskräfte gemessen werden, ist in vielen Ländern mitbestimmungspflichtig; der Betriebsrat muss zustimmen.
    .title = Betriebsrat stimmt zu
# weight-that-counts
text-3ba4abb351be = Ein Gewicht, das überall klein ist, ist schnell vereinbart und ändert wenig.
    .title = Ein Gewicht, das zählt
# wins
text-af361ba5ccb6 = Ein Pilotversuch hat gezeigt, dass die Partnerschaft wirkt, jemand anderes hat es geprüft, und es ist bekannt.
# win-was-planned
text-af2f14f41909 = Ein Erfolg aus einem geplanten Versuch zeigt, dass der Weg taugt; ein Glücksfund zeigt nur Glück.
    .title = Erfolg war geplant
# adoption-at-target
text-921f944c7af2 = Ein guter Messwert verführt dazu, den Sieg zu erklären; zwei in Folge zeigen, dass die neue Weise hält.
    .title = Verbreitung am Zielwert
# institute
text-c69f7590abf4 = Ein Gremium, ein Baustein der Einarbeitung und ein Leitbild halten die Partnerschaft ohne Projekt am Leben.
# council-in-force
text-4a5f39879335 = Jemand muss sich um das Lernen kümmern, wenn das Projekt vorbei ist, und ein Gremium, das nicht tagt, tut es nicht.
    .title = Gremium im Amt
# onboarding-in-force
text-e86afded7f26 = Neue Führungskräfte lernen in den ersten Wochen, was hier zählt; die Partnerschaft beim Lernen muss dazugehören.
    .title = Teil der Einarbeitung
# manifesto-in-force
text-8816c002c8a5 = Was geschrieben und unterschrieben ist, lässt sich zeigen, wenn jemand in die alte Weise zurückfällt.
    .title = Leitbild gilt
# kra-standard-in-force
text-350021bc55e9 = Gewichte, die mit den heutigen Führungskräften vereinbart sind, gehen mit ihnen; ein Maßstab bleibt.
    .title = Maßstab für Führungskräfte gilt
# budget-line-in-force
text-d0e79661b4e8 = Was im Budget keine Zeile hat, wird aus gutem Willen bezahlt, bis der gute Wille aufgebraucht ist.
    .title = Eigenes Budget
# chain-of-sponsors
text-d51639e7d3bc = Ob Gelerntes angewandt wird, entscheidet die nächste Führungskraft; hält sie sich fern, ist es für alle darunter vorbei.
    .title = Kette der Vorgesetzten

## Die sechs Strategien

text-940a1166ce6b = Zeigen, was Lernen für das Geschäft wert ist
text-e3ea0a86ed25 = Wer nicht sagen kann, welchem Ergebnis ein Programm dient, wird nicht gehört, wo Ergebnisse zählen.
    .title = Sichtlinie zum Ergebnis
text-b70184bbed02 = Beziehungen zu den Bereichen aufbauen
text-108a16aaec11 = Vertrauen gewinnt, wer vorbeikommt, bevor es etwas zu verkaufen gibt.
text-74fa47914938 = Mit Daten und Nachweisen sprechen
text-47f69f0d816f = Nur eine Gruppe, in der nichts geändert wurde, zeigt, was die Veränderung bewirkt hat.
    .title = Erfolg verglichen
text-6373f236e8e5 = Zuhören und beraten
text-5b3d98a93313 = Was ein Bereich braucht, wissen die, die dort arbeiten, und Kritik gehört dazu.
text-35d65f92570f = Mit Anbietern an Lücken arbeiten, nicht an Titeln
text-925e0ed5f031 = Ein Anbieter ist ein Partner, wenn sein Angebot an der Lücke gemessen wird, die es schließen sollte.
    .title = Angebote der Anbieter gemessen
text-b798cf81fefe = Neue Lernformen erkunden
text-e80f646842a1 = Neues versteht, wer es im Kleinen erprobt.
    .title = Neuer Weg erprobt

## learning-strategy

# title
text-afa70c9dcc2b = Eine neue Strategie für das Lernen
# summary
text-6563ad57e65c = Die Weiterbildung erneuert, wofür sie da ist: eine Diagnose, Leitlinien und Maßnahmen, die daraus folgen, Lernen, das zur Arbeit passt, und Führende, die für die sechs Merkmale einer lernenden Organisation einstehen.
# urgency
text-4e732decabf3 = Daten zeigen, dass die Art, wie heute gelernt wird, nicht mehr dazu passt, wie die Organisation Wert schafft, und die Spitze sagt es auch.
# coalition
text-35ef967672e4 = Führende aus allen Bereichen tragen die neue Strategie, nicht die Weiterbildung allein.
# vision
text-192c45bd8054 = Was gefunden wurde, woran man sich hält und was man tut, folgt auseinander, und was gelernt wird, passt zur Arbeit.
# enlist
text-358136232671 = Menschen auf allen Ebenen hören die Strategie von Führenden, die sie fragen können, und sehen, dass diese sie leben.
# enable
text-42557e49e27e = Führende stehen für die sechs Merkmale einer lernenden Organisation ein, und was vom Lernen bei der Arbeit abhält, wird gefunden und beseitigt.
# wins
text-dd04e23e189a = Ein Versuch mit Lernen in der Arbeit und aus ihr hat die Arbeit besser gemacht, und jemand anderes hat es geprüft.
# sustain
text-0b060db44beb = Eine Verbesserung folgt der anderen, in immer mehr Bereichen, und das Erreichte hält.
# institute
text-d40e45884878 = Die Organisation ist eine lernende geworden, gemessen an ihren eigenen sechs Werten, und Führende sind schriftlich darauf verpflichtet.

## business-partnering

# title
text-a1a9c3b72e0f = Lernen als Partner des Geschäfts
# summary
text-190e7e8b06b3 = Die Weiterbildung wird Partner der Linie: Sie hört jedem Bereich zu, fragt, ob Schulung die Antwort ist, misst Ergebnisse gegen einen Vergleich und lässt das Geschäft sagen, was sie wert waren.
# urgency
text-aaadda38e0c4 = Jeder Bereich wurde gehört, von jedem Bedarf ist bekannt, ob Schulung die Antwort ist, und eine Zahl zeigt, was es kostet, weiterzumachen wie bisher.
# coalition
text-f6b734abeece = Weiterbildung und Linie kennen einander, treffen sich so oft wie zugesagt und haben vereinbart, wer was tut.
# vision
text-5f5d514431c1 = Jedes Programm führt über gemessene Stufen zu einem Ergebnis, das das Geschäft will, und alle können sagen, wie.
# enlist
text-68e441a95a78 = Die Weiterbildung spricht mit den Bereichen und nicht auf sie ein, und Kritik ist willkommen.
# enable
text-49823406223b = Führungskräfte bleiben an dem dran, was ihre Leute lernen, Anbieter bieten an, was eine Lücke schließt, und was vom Handeln abhält, ist beseitigt.
# wins
text-f07b172be49b = Zahlen gegen einen Vergleich zeigen, dass Lernen die Arbeit besser gemacht hat, das Geschäft stimmt zu, und die Menschen wissen davon.
# sustain
text-593c5f81fc58 = Die Weiterbildung bleibt im Gespräch mit der Linie, wird mit ihr besser, und das Erreichte breitet sich aus.
# institute
text-bd6c05b416aa = Partner der Linie zu sein steht in der Stelle, im Kalender und im Budget und braucht kein Projekt.

## accelerate

# title
text-43d42f1156d1 = Beschleunigen: alle acht Schritte zugleich
# summary
text-1b48f31a40e0 = Veränderung, die weitergeht: Alle acht Schritte sind zugleich offen, und Freiwillige von überall arbeiten neben der Hierarchie an einer großen Chance.
# urgency
text-dff35920b594 = Die Spitze und die ersten Freiwilligen wollen dieselbe große Chance, und es ist bekannt, welche Kennzahl sie zeigen wird.
# coalition
text-2525521d3cd9 = Eine Gruppe von Gleichen führt das Netzwerk, kommt oft zusammen und kann jede und jeden entbehren.
# vision
text-298a598e4e03 = Alle können sich die Chance vorstellen, und jede Initiative führt dorthin.
# enlist
text-cab5b144d89f = Freiwillige melden sich in großer Zahl, weil sie der Chance auf vielen Wegen begegnen und antworten können.
# enable
text-17e7028a1dd6 = Was Freiwillige bremst, wird jeden Monat gesucht und bald beseitigt.
# wins
text-3bfbe039e94d = Vom ersten Tag an werden Erfolge gesucht, geprüft und erzählt, und sie führen zur Chance.
# sustain
text-72b44dec32f8 = Jeder Erfolg ermöglicht das nächste Vorhaben, und die Dringlichkeit lässt nicht nach.
# institute
text-e9e85427fa11 = Das Netzwerk hat neben der Hierarchie seinen eigenen Platz, und was es erreicht hat, steht geschrieben und ist Gewohnheit.

## local-change

# title
text-0c015ee8f7cc = Eine Veränderung in einem Bereich
# summary
text-07081c749b12 = Eine kleine Veränderung in einem Bereich: wenige Kriterien, Menschen werden namentlich gefragt statt in Umfragen, und eine Person darf leiten und entscheiden.
# urgency
text-a366397a67a6 = Wer den Bereich führt, will die Veränderung, und es ist bekannt, welche Kennzahl sie zeigen wird.
# coalition
text-b766975f9213 = Einige wenige tragen die Veränderung, bringen mit, was es braucht, und sprechen miteinander.
# vision
text-d1e0297a1976 = Alle im Bereich können sagen, wohin die Veränderung führt.
# enlist
text-5d8602b74052 = Alle im Bereich haben davon gehört, von jemandem, den sie fragen konnten.
# enable
text-441c855d1f8e = Was vom Handeln abhält, wurde gesucht und ist beseitigt, soweit es der Bereich kann.
# wins
text-6879d7455a80 = Innerhalb eines halben Jahres ist etwas besser geworden, und jemand anderes hat es geprüft.
# sustain
text-a24253212ba3 = Die neue Art ist auch dann die übliche, wenn niemand hinsieht.
# institute
text-4af4f4185deb = Die neue Art steht geschrieben, hält seit einem halben Jahr und hängt nicht an einer einzelnen Person.

## Gründe und Namen der Kriterien dieser vier Abläufe

# executives-convinced
text-1b3d1a920138 = Lernen wird zur Sache der ganzen Organisation, wenn die Menschen an der Spitze finden, dass deren Zukunft davon abhängt; eine Person darf noch zweifeln.
    .title = Geschäftsleitung überzeugt
# managers-convinced
text-b7f2c09a2e31 = Wo weniger als drei von vier Führungskräften die Veränderung wollen, bestellen die anderen weiter Kurse.
    .title = Führungskräfte überzeugt
# indicators-ready
text-f92043430038 = Eine Kennzahl für die Arbeit, die besser werden soll, und eine dafür, wie Menschen lernen: Mit nur einer sieht niemand, ob das eine dem anderen dient.
    .title = Kennzahlen bereit
# needs-triaged
text-10db4b92ed07 = Was die Leistung bremst, ist oft die Arbeit und nicht das Wissen; bei jedem Bedarf muss bekannt sein, welches von beiden es ist.
    .title = Bedarfe geklärt
# education-not-the-default
text-c2b506218938 = Ein Kurs gegen die Antworten zeigt, dass die Organisation noch immer zuerst zur Schulung greift.
    .title = Schulung nicht die erste Wahl
# complacency-answered
text-febc429d5643 = Was Menschen glauben lässt, die Weiterbildung dürfe weiter nur Bestellungen annehmen, tut das so lange, bis jemand etwas dagegen unternimmt.
    .title = Selbstzufriedenheit begegnet
# not-learning-alone
text-951553bb7838 = Eine Lernstrategie, die die Weiterbildung allein macht, bleibt deren Sache; mindestens die Hälfte der Mitglieder muss von anderswo kommen.
    .title = Nicht die Weiterbildung allein
# charters-accepted
text-9781ae69ac18 = Die Strategie reicht so weit, wie es Führungskräfte gibt, die ihren Teil zugesagt haben; in einem Bereich ohne Zusage geschieht nichts.
    .title = Rollen zugesagt
# meetings-attended
text-8b98122591d1 = Wer nicht zu den Treffen kommt, leiht der Strategie nur den Namen.
    .title = Treffen besucht
# told-in-five-minutes
text-e67cedbf965d = Eine Strategie, die sich nicht in fünf Minuten erzählen lässt, ist ein Plan; Menschen handeln nach dem, was sie wiedergeben können.
    .title = In fünf Minuten erzählt
# diagnoses-answered
text-cdb2d4c38303 = Ein Befund, auf den keine Leitlinie antwortet, war die Diagnose nicht wert; bleibt er mit Absicht liegen, kann eine Leitlinie das sagen.
    .title = Diagnosen beantwortet
# line-of-sight
text-7b00afdee05f = Alles, was wir tun, muss Schritt für Schritt und messbar zu etwas führen, das die Organisation gewinnt.
    .title = Sichtbarer Weg zur Wirkung
# listeners-understand
text-882620abcff1 = Wer die Strategie beim ersten Hören nicht versteht, wird sie nicht weitergeben.
    .title = Beim Hören verstanden
# room-for-new-ways
text-6219236c51d9 = Zeigt, wie viel von allem Lernen nach dem suchen darf, was noch niemand weiß; unter einem Fünftel zehrt der Rest es bald auf.
    .title = Raum für neue Wege
# two-way
text-917b005b77c5 = Wer will, dass Menschen offen sprechen, muss sie antworten lassen; die Hälfte des Gesagten ist das Mindeste.
    .title = Im Gespräch
# units-listened-to
text-05ca93f2e7b9 = Offenheit beginnt damit, zu hören, was ein Bereich braucht, fragt und einwendet; Schweigen ist keine Zustimmung.
    .title = Bereichen zugehört
# leaders-set-examples
text-0b65ef22bf08 = Menschen wagen zu fragen und zu irren, wenn sie es bei ihren Führungskräften gesehen haben.
    .title = Führung gibt das Vorbild
# features-led
text-88eb759150f3 = Ein Merkmal einer lernenden Organisation, für das keine Führungskraft einsteht, ist ein Wunsch; alle sechs brauchen jemanden.
    .title = Merkmale verantwortet
# managers-skilled
text-b7a6735c607b = Menschen lernen aus der Arbeit, wo ihre Führungskraft sehen kann, was fehlt, es verlangen und dazu anleiten kann.
    .title = Führungskräfte befähigt
# extra-effort-bearable
text-ea8c4525e7d7 = Zeit für neue Wege muss anderswo frei werden; wo die Veränderung mehr als ein Zehntel zur Arbeit hinzufügt, gewinnt der Alltag.
    .title = Mehraufwand erträglich
# win-serves-strategy
text-5eea0e027283 = Ein Erfolg, der nicht dorthin führt, wohin die Strategie will, beweist etwas anderes.
    .title = Erfolg dient der Strategie
# new-way-tried
text-2ccf0721b395 = Eine Weiterbildung, die nichts als Kurse versucht hat, hat sich noch nicht verändert.
    .title = Neuer Weg erprobt
# units-adopted
text-f39f0f3ff9e9 = Eine Strategie für die ganze Organisation, die nur in wenigen Bereichen lebt, ist eine Gefälligkeit für diese.
    .title = Bereiche machen mit
# improvements-asked
text-0d2e5f4bb5e5 = Stetige Verbesserung braucht jemanden, der danach fragt; jeden Monat können alle, die in der neuen Weise arbeiten, sagen, was daran nicht stimmt.
    .title = Nach Verbesserungen gefragt
# wins-hold
text-a1c1c64f6464 = Ein Erfolg, der wieder verschwunden ist, war Glück, oder niemand hat sich darum gekümmert; was davon zutrifft, muss bekannt sein, bevor der nächste gemeldet wird.
    .title = Erfolge halten
# features-better
text-b2554c2fdba9 = Lernen ist Teil der Kultur geworden, wenn keines der sechs Merkmale schlechter ist als am Anfang und alle zusammen besser sind.
    .title = Merkmale besser als am Anfang
# features-still-led
text-cbc69d3ad1b1 = Führungskräfte kommen und gehen; jedes der sechs Merkmale braucht auch nach dem Projekt eine, die dafür einsteht.
    .title = Merkmale weiter verantwortet
# body-in-charge
text-678696f51573 = Ziele, Strategie und Werkzeuge driften auseinander, wenn kein Gremium sie aneinander misst; eines, das nicht tagt, tut es nicht.
    .title = Gremium zuständig
# successor-ready
text-732e9ce5977b = Eine Strategie, die an einem einzigen Sponsor hängt, endet, wenn dieser geht.
    .title = Nachfolge bereit
# leaders-held-to-it
text-ff1a7bba7166 = Wofür Führungskräfte einstehen, steht in ihrer Stellenbeschreibung, oder es wird nur in guten Zeiten von ihnen verlangt.
    .title = Führung wird daran gemessen
# promoted-for-it
text-0f5d2c8fa5a6 = Was zählt, sehen Menschen daran, wer befördert wird.
    .title = Danach befördert
# units-listened-to
text-98ca3e74ec68 = Wer einen Bereich nicht gefragt hat, was er braucht, kann nur raten; ein ausgelassener Bereich wird auf Verdacht bedient.
    .title = Bereichen zugehört
# outcomes-looked-at
text-7d8079051678 = Wer gegen die Antworten geschult hat, muss nachsehen, ob die Arbeit jetzt gelingt; sonst wird dem nächsten Bedarf genauso begegnet.
    .title = Nachgesehen, ob es half
# indicator-ready
text-e34d5f24d90f = Ohne Ausgangswert, Zielwert und jemanden im Geschäft, der dafür einsteht, kann später niemand sagen, was das Lernen wert war.
    .title = Kennzahl bereit
# managers-convinced
text-5eefe3feda4c = Zur Partnerschaft gehören zwei: Wo weniger als drei von vier Führungskräften es anders wollen, bleibt die Weiterbildung ihr eigener Partner.
    .title = Führungskräfte überzeugt
# no-training-against-answers
text-eaae817b05a7 = Schulung, wo etwas anderes fehlt, kostet Zeit und ändert nichts, und die Schuld bekommt die Weiterbildung.
    .title = Keine Schulung gegen die Antworten
# a-need-that-hurts
text-36013e85592f = Wenn kein Bedarf schlimmer ist als lästig, hat das Geschäft Dringenderes zu tun als eine Partnerschaft.
    .title = Ein Bedarf, der schmerzt
# stakeholders-in-touch
text-06d2eb483221 = Vertrauen gewinnt, wer vorbeikommt, bevor es etwas zu verkaufen gibt; was nicht im Kalender steht, geschieht nicht.
    .title = Beteiligte in Verbindung
# charters-accepted
text-70859481c313 = Eine Partnerschaft besteht, wenn die Weiterbildung und die Führungskräfte jedes Bereichs zugesagt haben, was sie tun werden.
    .title = Rollen zugesagt
# not-learning-alone
text-13132eee2dc4 = Wenn die meisten Mitglieder aus der Weiterbildung kommen, halten es alle anderen für deren Sache.
    .title = Nicht die Weiterbildung allein
# meetings-attended
text-81549b371921 = Wer nicht zu den Treffen kommt, leiht der Partnerschaft nur den Namen.
    .title = Treffen besucht
# work-seen
text-b0e2b8993840 = Wer der Arbeit dienen will, muss dorthin gehen, wo sie getan wird, in ihren Besprechungen sitzen und ihre Sprache lernen.
    .title = Arbeit vor Ort gesehen
# told-in-five-minutes
text-bf6fabfb5495 = Eine Führungskraft der Linie hat fünf Minuten; was länger dauert, wird nicht weitergegeben.
    .title = In fünf Minuten erzählt
# every-party-has-a-duty
text-741af981243d = Weiterbildung, Führungskräfte, Anbieter und Lernende arbeiten nur dann als ein Team, wenn jede Seite etwas zu tun hat.
    .title = Jede Seite hat eine Aufgabe
# one-answers-for-each
text-9ad19149f0d7 = Wofür niemand einsteht, das geschieht nicht, und dann geben Führungskraft und Weiterbildung einander die Schuld.
    .title = Genau eine Verantwortung
# listeners-understand
text-d43b1d8acc10 = Führungskräfte der Linie, die nicht beim ersten Hören verstehen, wofür Lernen da ist, bestellen weiter Kurse.
    .title = Beim Hören verstanden
# units-listened-to
text-75bde01c6494 = Was ein Bereich braucht, wissen die, die dort arbeiten, und Kritik gehört dazu: Geäußert wird sie auf jeden Fall, uns gegenüber oder hinter unserem Rücken.
    .title = Bereichen zugehört
# two-way
text-5e7e9c3070f9 = Ein Partner ist jemand, dem man antworten kann; die Hälfte des Gesagten ist das Mindeste.
    .title = Im Gespräch
# criticism-acted-on
text-00de00eb071a = Kritik, die etwas geändert hat, ist der Grund, warum auch die nächste bei uns ankommt.
    .title = Auf Kritik reagiert
# briefed-and-debriefed
text-231b0c9326c1 = Ein Kurs ändert nichts, solange die Führungskraft weder vorher sagt, wofür er ist, noch nachher fragt, was daraus wurde.
    .title = Vorbereitet und nachbesprochen
# vendors-answer-gaps
text-7aaf4ff47e07 = Ein Anbieter, der die Lücke kennt und sagt, woran sich ihr Schließen messen lässt, ist ein Partner; einer, dem ein Titel genannt wurde, verkauft diesen.
    .title = Anbieter antworten auf Lücken
# results-compared
text-e59fb5386aaf = Zahlen werden aus vielen Gründen besser; nur eine Gruppe, in der nichts geändert wurde, zeigt, was das Lernen bewirkt hat.
    .title = Ergebnisse verglichen
# win-serves-business
text-b5c1bd8f14ae = Ein Erfolg, der nicht zu einem Ergebnis führt, das das Geschäft will, gehört nur der Weiterbildung.
    .title = Erfolg dient dem Geschäft
# win-told
text-c84547929897 = Das Geschäft schätzt, was ihm an eigenen Zahlen gezeigt wurde; ein Erfolg, von dem die meisten nichts gehört haben, ändert niemandes Meinung.
    .title = Erfolg bekannt
# business-agrees
text-2a95db9cb34c = Ob das Lernen geholfen hat, sagen die, deren Arbeit es helfen sollte.
    .title = Geschäft stimmt zu
# results-reached
text-c3175044f5dc = Dass Menschen anders arbeiten, ist gut; wofür das Geschäft bezahlt, ist das, was daraus wird.
    .title = Ergebnisse erreicht
# levels-evaluated
text-290a6967d823 = Ein Bogen am Ende eines Kurses sagt, ob er gefallen hat; mindestens eine weitere Ebene muss dort betrachtet werden, wo die Arbeit getan wird.
    .title = Ebenen ausgewertet
# sample-large-enough
text-e0576132320e = Bei weniger als zwanzig Menschen oder gemessenen Dingen verschiebt ein einziger Fall das Ergebnis.
    .title = Stichprobe groß genug
# units-adopted
text-7419ebb24521 = Eine Partnerschaft mit wenigen Bereichen ist eine Freundschaft; mit sieben von zehn ist sie die Arbeitsweise des Hauses.
    .title = Bereiche machen mit
# stakeholders-still-in-touch
text-4b3fa0d6b933 = Besuche werden seltener, sobald es gut läuft; genau dann wird der nächste Bedarf übersehen.
    .title = Beteiligte weiter in Verbindung
# outcomes-still-looked-at
text-c76b84dbffb8 = Jemand sieht weiter nach, ob die Arbeit gelingt, oder die Schulung gegen die Antworten kommt zurück.
    .title = Weiter nachgesehen, ob es half
# wins-looked-at-again
text-3af250020095 = Ein Erfolg, nach dem ein halbes Jahr lang niemand gesehen hat, kann schon verschwunden sein.
    .title = Erfolge erneut geprüft
# body-in-charge
text-5e64176ec88a = Linie und Weiterbildung brauchen einen eigenen Tisch, an dem entschieden wird, wofür Lernen da ist; einer, an dem niemand sitzt, ist keiner.
    .title = Gremium zuständig
# partnering-is-the-job
text-8c4b857b7846 = Solange in der Stellenbeschreibung Trainer steht, sind Besuche in der Linie etwas für ruhige Wochen.
    .title = Partnerschaft gehört zur Stelle
# successor-ready
text-c841e9e556b9 = Eine Partnerschaft, die an einem einzigen Sponsor hängt, endet, wenn dieser geht.
    .title = Nachfolge bereit

# units-still-listened-to
text-2f9d96084a81 = Ein Zuhören, das mit dem Projekt endet, war eine Kampagne.
    .title = Den Bereichen wird weiter zugehört
# onboarding-contains-it
text-21f3b8983689 = Neue Führungskräfte erfahren in den ersten Wochen, an wen sie sich mit einem Bedarf wenden und dass ein Kurs vielleicht nicht die Antwort ist.
    .title = Teil der Einarbeitung
# volunteers-begin
text-fedc88ee1f99 = Wo eine Chance Menschen bewegt, melden sich einige sofort; wo sich niemand meldet, bewegt sie noch niemanden.
    .title = Erste Freiwillige
# executives-convinced
text-12d5de9de52f = Das Netzwerk wirkt, weil die Geschäftsleitung es zulässt; halten sich zwei von ihnen zurück, werden deren Leute zurückgerufen.
    .title = Geschäftsleitung überzeugt
# opportunity-measurable
text-4430f77b990f = Eine Chance ohne Ausgangswert, Zielwert und jemanden, der dafür einsteht, bleibt eine Parole.
    .title = Chance messbar
# managers-convinced
text-3db0a9329b21 = Freiwillige brauchen Zeit, die ihre Führungskräfte ihnen geben; wer keine Notwendigkeit sieht, gibt keine.
    .title = Führungskräfte überzeugt
# employees-aware
text-2b6e453dc0d1 = Freiwillige sollen von überall kommen; also müssen die meisten wissen, warum es nicht bleiben kann, wie es ist.
    .title = Beschäftigte wissen Bescheid
# survey-answered
text-bf2744e411ca = Wo mehr als ein Drittel schweigt, sagen die Antworten mehr über die Willigen als über die Führung.
    .title = Umfrage beantwortet
# meetings-attended
text-dfd9ddcded31 = In einem Netzwerk muss niemand auf Anweisung kommen; wer wegbleibt, hat es verlassen.
    .title = Treffen besucht
# in-touch
text-c7c8274402b3 = Ein Netzwerk hat keinen Dienstweg; was es zusammenhält, ist, dass die Menschen darin miteinander reden.
    .title = In Verbindung
# powers-in-reserve
text-3f26b19db249 = Freiwillige kommen und gehen; ist jede Art von Einfluss dreifach da, kann das Netzwerk jeden Ausfall verkraften und weitermachen.
    .title = Einfluss in Reserve
# desired-commitment
text-5e6d72b69c93 = Wer Freiwillige führt, muss die Veränderung mehr wollen als sie.
    .title = Haltung wie gewünscht
# not-hr-alone
text-2681c76eabb7 = Eine Gruppe, die jeden Bereich erreichen soll, kann nicht aus einem einzigen kommen; meist ist das der Personalbereich.
    .title = Nicht der Personalbereich allein
# strategy-traced
text-cd86a3083648 = Wo alle eine Initiative beginnen dürfen, sorgt eine gemeinsame Strategie dafür, dass nicht alles auseinanderstrebt.
    .title = Strategie hergeleitet
# line-of-sight
text-fe670cd0f98c = Erfolge zählen vom ersten Tag an; also muss auch vom ersten Tag an bekannt sein, wohin jede Initiative führt.
    .title = Sichtbarer Weg zur Wirkung
# listeners-understand
text-d7637cbdaa4e = Menschen melden sich freiwillig für das, was sie verstehen und was ihnen am Herzen liegt, nicht für das, was ihnen zugeschickt wurde.
    .title = Beim Hören verstanden
# no-weak-quality
text-6f47ef584920 = Eine Vision scheitert an ihrer schwächsten Eigenschaft: Sie kann den Kopf ansprechen und das Herz kaltlassen.
    .title = Keine schwache Eigenschaft
# volunteers-enough
text-bc49c51ecd0c = Wenige Ernannte können nicht tragen, was unablässig geschieht; dazu braucht es viele, die es wollen.
    .title = Genug Freiwillige
# two-way
text-a755000bedf3 = Auf eine Durchsage hin meldet sich niemand freiwillig; Menschen machen bei dem mit, wozu sie gefragt wurden.
    .title = Im Gespräch
# many-channels
text-a794f24b73af = Ein Netzwerk hat keinen Dienstweg, auf dem alle dasselbe hören; jeder Weg erreicht andere Menschen.
    .title = Viele Wege
# no-unit-left-alone
text-e18404c3d30f = Ein Bereich, der einen Monat lang nichts gehört hat, wird keine Freiwilligen schicken.
    .title = Kein Bereich allein gelassen
# questions-answered
text-0d38e5ada96b = Wer Hilfe anbietet und wochenlang auf eine Antwort wartet, bietet sie nicht noch einmal an.
    .title = Fragen beantwortet
# volunteers-give-time
text-c77419a096e7 = Wer weniger als eine Stunde in der Woche gibt, hat nur eine Liste unterschrieben.
    .title = Freiwillige geben Zeit
# high-barriers-settled
text-2ef8b169d965 = Ein Hindernis, das weder beseitigt noch offen hingenommen wird, sagt den Freiwilligen, dass niemand zuhört.
    .title = Hohe Hindernisse erledigt
# looked-often
text-6e6b6dd05fee = Wo sich alles zugleich bewegt, tauchen ständig neue Hindernisse auf; wer nur einmal nachsieht, sieht die alten.
    .title = Oft nachgesehen
# long-enough-to-look
text-57db47b0f2ba = Dreimal am selben Tag nachgesehen ist nur einmal nachgesehen; Monat für Monat dauert es zwei Monate.
    .title = Lang genug nachgesehen
# gone-within-two-weeks
text-9547c06f3f5c = Das Netzwerk gibt es, weil es schnell ist; ein Hindernis, das wochenlang steht, macht es so langsam wie die Hierarchie.
    .title = Binnen zwei Wochen weg
# barriers-are-gone
text-6ec38b3696b6 = Hindernisse, die sichtbar verschwinden, überzeugen mehr Menschen als jeder Appell.
    .title = Hindernisse sind weg
# extra-effort-bearable
text-85c61fd4d92c = Freiwillige behalten ihre tägliche Arbeit; wo mehr als ein Zehntel dazukommt, gewinnt der Alltag.
    .title = Mehraufwand erträglich
# not-too-much-at-once
text-3dfca563c242 = Ein Netzwerk, das alles auf einmal beginnt, verschleißt die Menschen, die es braucht.
    .title = Nicht zu viel auf einmal
# wins-verified
text-417c14cf9a6a = Ein Erfolg ist für Zweifelnde Glück; ein zweiter, den jemand anderes geprüft hat, ist es nicht mehr.
    .title = Erfolge bestätigt
# first-win-soon
text-5ffc730eed1e = Ein Quartal lang geben Menschen ihre freie Zeit im Vertrauen; danach wollen sie etwas sehen.
    .title = Erster Erfolg bald da
# win-told
text-d4f6d3464bc3 = Ein Erfolg, von dem die meisten nichts gehört haben, bringt keine neuen Freiwilligen.
    .title = Erfolg bekannt
# wins-serve-opportunity
text-9eb89be111ab = Viele Hände finden viele Erfolge; nur die, die zur Chance führen, beschleunigen sie.
    .title = Erfolge dienen der Chance
# several-units
text-8304fa2a8c8a = Ein Erfolg über drei Bereiche hinweg ist einer, den die Hierarchie allein kaum gebracht hätte.
    .title = Mehrere Bereiche
# wins-keep-coming
text-578978f321f4 = Tempo entsteht aus einem Strom von Erfolgen, nicht aus einem großen.
    .title = Immer neue Erfolge
# behaviour-changed
text-93c93b60c3f5 = Zufriedenheit ist kein Erfolg; auf Ebene 3 arbeiten Menschen anders.
    .title = Verhalten geändert
# follow-ons-started
text-da493778c603 = Ein Erfolg, aus dem nichts folgt, ist ein Ende; das Tempo bleibt, wo ein Erfolg das nächste Projekt anstößt.
    .title = Folgeprojekte begonnen
# still-urgent
text-6fda7a540e73 = Nach den ersten Erfolgen lässt die Dringlichkeit nach; unter sechs von zehn Führungskräften holt die Hierarchie ihre Leute zurück.
    .title = Noch immer dringlich
# volunteers-stay
text-17ead7434a83 = Freiwillige, die gehen und nicht ersetzt werden, nehmen das Tempo mit.
    .title = Freiwillige bleiben
# wins-hold
text-e3ea7d34b51d = Ein Erfolg, der wieder verloren geht, zerstört mehr, als er gebracht hat.
    .title = Erfolge halten
# wins-looked-at-again
text-d5b0849c3e59 = Wer schnell vorangeht, lässt Erfolge hinter sich; jemand muss zurückgehen und nachsehen, ob sie noch halten.
    .title = Erfolge erneut angesehen
# kept-up-for-half-a-year
text-ecb5d6d66a9b = Ein Quartal lang kann sich jeder beeilen; ob das Tempo bleibt, zeigt sich nach einem halben Jahr.
    .title = Ein halbes Jahr lang durchgehalten
# network-in-force
text-1a7715ad7bc0 = Ein Netzwerk, um das sich niemand kümmert, wird wieder von der Hierarchie übernommen.
    .title = Netzwerk fest eingerichtet
# a-year-side-by-side
text-3aab91412ac3 = Ob Netzwerk und Hierarchie miteinander auskommen, zeigt sich, wenn sie gemeinsam eine Budgetrunde durchgestanden haben.
    .title = Ein Jahr Seite an Seite
# next-projects-run
text-9ae97947a836 = Was mit den ersten Projekten endet, war ein Projekt und keine Arbeitsweise.
    .title = Nächste Projekte laufen
# successor-ready
text-7d448e451d1b = Ein Netzwerk, das an einem einzigen Sponsor hängt, endet, wenn dieser geht.
    .title = Nachfolge bereit
# leaders-convinced
text-142ebebf3eb8 = Wo so wenige führen, kann schon eine zweite Person, die die Veränderung nicht will, sie aufhalten; alle einzeln fragen und die Haltung erfassen.
    .title = Führende überzeugt
# backed-from-above
text-8f6db16150aa = Ein Wort von oben kann eine kleine Veränderung beenden; deshalb sollte vorher bekannt sein, dass es nicht kommt.
    .title = Rückhalt von oben
# a-need-heard
text-73b7a5492d54 = Eine Veränderung, die niemandes Bedarf beantwortet, ist ein Hobby.
    .title = Ein Bedarf gehört
# powers-held
text-27c287f61a99 = Jemand muss entscheiden können, jemand die Sache kennen, jemand Glauben finden und jemand führen; das alles kann auch eine einzige Person sein.
    .title = Vier Arten von Einfluss
# in-touch
text-df6e0a55e05e = In einem Bereich begegnen sich alle täglich; hat einen Monat lang niemand über die Veränderung gesprochen, ist sie zum Stillstand gekommen.
    .title = In Verbindung
# told-in-five-minutes
text-9147d04c21a6 = Im Alltag hat niemand länger als fünf Minuten, um sie zu hören.
    .title = In fünf Minuten erzählt
# listeners-understand
text-202b8f5a2c74 = Wenn drei von vier sie beim ersten Hören verstehen, erzählen sie den anderen im Bereich davon.
    .title = Beim Hören verstanden
# line-of-sight
text-9f9395a6db59 = Auch eine kleine Veränderung kostet Mühe und sollte zu etwas führen, das die Organisation gewinnt.
    .title = Sichtbarer Weg zur Wirkung
# two-way
text-51ef5cb60cd7 = In einem Bereich lässt sich mit allen sprechen; wer ihnen nur schreibt, will die Antwort nicht hören.
    .title = Im Gespräch
# nobody-left-alone
text-546150ca1e2e = Ein Bereich, der einen Monat lang nichts gehört hat, glaubt, die Veränderung sei vorbei.
    .title = Niemand allein gelassen
# high-barriers-settled
text-a7f4401c8e77 = Ein einzelner Bereich kann nicht alles beseitigen, aber offen sagen, womit er lebt.
    .title = Hohe Hindernisse erledigt
# win-verified
text-0337f94c9d6f = Ein Erfolg zählt, wenn ihn jemand geprüft hat, der ihn nicht gemeldet hat, auch wo eine einzige Person führt und entscheidet.
    .title = Erfolg bestätigt
# win-within-half-a-year
text-be9ee3e38c7e = Eine kleine Veränderung, die ein halbes Jahr lang nichts zeigt, ist bis dahin vergessen.
    .title = Erfolg binnen eines halben Jahres
# win-told
text-292351322a63 = Ein Erfolg, von dem die Hälfte der anderen im Bereich nichts gehört hat, ändert niemandes Meinung.
    .title = Erfolg bekannt
# win-beyond-chance
text-feb2b2a7566b = In einem kleinen Bereich verschiebt der Zufall Zahlen leicht; drei bessere Messwerte in Folge sind kaum Zufall.
    .title = Erfolg ist kein Zufall
# kept-up-for-two-months
text-45d3e18f7b23 = Ob es durchgehalten wird, zeigt sich nach zwei Monaten, nicht nach zwei guten Wochen.
    .title = Zwei Monate lang durchgehalten
# written-down
text-a180099a9005 = Wer nächstes Jahr in den Bereich kommt, lernt die neue Weise nur, wenn sie irgendwo geschrieben steht.
    .title = Schriftlich festgehalten
# held-for-half-a-year
text-cac2f9ebc417 = Was nach einem halben Jahr noch am Zielwert ist, lebt nicht mehr von der Aufmerksamkeit.
    .title = Ein halbes Jahr gehalten
# successor-ready
text-64fa95307240 = Eine Veränderung in einem einzelnen Bereich hängt oft an einer Person und endet, wenn diese geht.
    .title = Nachfolge bereit
# levels-there
text-fb3ac6972282 = Ein Netzwerk, zu dem nur eine Ebene der Hierarchie gehört, ist die Sache dieser Ebene.
    .title = Ebenen vertreten
# people-reached
text-878b497387f1 = Freiwillige kommen von dort, wo ein Mitglied des Netzwerks in Reichweite ist; wen niemand erreicht, der hört nie, dass Hilfe gefragt ist.
    .title = Menschen erreichbar
# nobody-hard-to-spare
text-094d9f9cae4a = Freiwillige kommen und gehen; niemand darf dabei ein Zehntel der Menschen mitnehmen, wenn keine Vertretung benannt ist.
    .title = Niemand unersetzlich
# champion-not-worn-out
text-575734c6b157 = Freiwillige helfen neben ihrer Arbeit; zwanzig Stunden Gespräche im Monat hält niemand durch.
    .title = Treibende Kraft nicht überlastet
# units-with-member
text-349039941c31 = Ein Bereich, aus dem niemand zur Partnerschaft gehört, wird bedient und ist kein Partner.
    .title = Bereiche mit Mitglied
# no-echo-chamber
text-b47adfa67154 = Wer Partner der Linie ist, ist bei der Linie; spricht der Lernbereich vor allem mit sich selbst, kennt er am besten die eigenen Wünsche.
    .title = Kein Echoraum
# people-reached
text-0ab1ba5dcd27 = Wen niemand aus der Partnerschaft erreicht, auch nicht über andere, der bringt keinen Bedarf ein und hört von keinem Ergebnis.
    .title = Menschen erreichbar
# no-single-driver
text-7abe1e81e168 = Führt ein Mitglied die meisten Gespräche mit der Linie, geht mit diesem Mitglied die Partnerschaft.
    .title = Nicht nur eine treibende Kraft
# levels-there
text-cce066585f45 = Eine Strategie, die nur eine Ebene der Hierarchie trägt, wird von dieser Ebene gelesen.
    .title = Ebenen vertreten
# units-with-member
text-35466abad8ab = Eine Lernstrategie, an der ein Bereich keinen Anteil hatte, ist eine für die anderen.
    .title = Bereiche mit Mitglied
# no-echo-chamber
text-6ee0d736965b = Spricht der Lernbereich vor allem mit sich selbst, schreibt er eine Strategie für sich selbst.
    .title = Kein Echoraum
