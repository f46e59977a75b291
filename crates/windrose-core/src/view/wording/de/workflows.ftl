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

## Die sechs Strategien

text-940a1166ce6b = Zeigen, was Lernen für das Geschäft wert ist
text-e3ea0a86ed25 = Wer nicht sagen kann, welchem Ergebnis ein Programm dient, wird nicht gehört, wo Ergebnisse zählen.
text-b70184bbed02 = Beziehungen zu den Bereichen aufbauen
text-108a16aaec11 = Vertrauen gewinnt, wer vorbeikommt, bevor es etwas zu verkaufen gibt.
text-74fa47914938 = Mit Daten und Nachweisen sprechen
text-47f69f0d816f = Nur eine Gruppe, in der nichts geändert wurde, zeigt, was die Veränderung bewirkt hat.
text-6373f236e8e5 = Zuhören und beraten
text-5b3d98a93313 = Was ein Bereich braucht, wissen die, die dort arbeiten, und Kritik gehört dazu.
text-35d65f92570f = Mit Anbietern an Lücken arbeiten, nicht an Titeln
text-925e0ed5f031 = Ein Anbieter ist ein Partner, wenn sein Angebot an der Lücke gemessen wird, die es schließen sollte.
text-b798cf81fefe = Neue Lernformen erkunden
text-e80f646842a1 = Neues versteht, wer es im Kleinen erprobt.
