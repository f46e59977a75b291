# Die Beschriftungen der Seiten, auf Deutsch. Jede Botschaft von en/pages.ftl steht auch hier.

page-yes = ja

## The frame
skip = Zum Inhalt springen
nav = Hauptseiten
nav-portfolio = Initiativen
nav-inbox = Was auf mich wartet
nav-start = Neue Initiative
nav-language = Sprache
nav-initiative = Seiten dieser Initiative
sign-out = Abmelden
footer = windrose { $version } · ein Tor öffnet sich durch Nachweise, Menschen entscheiden
page-no = nein
show = Anzeigen
choose = Bitte wählen
next-page = Nächste Seite
previous-page = Vorige Seite
nobody = noch niemand
version = Version { $version }
live-changed = Jemand hat etwas geändert; die Seite zeigt es.
live-typing = Jemand hat etwas geändert. Ihre Eingaben bleiben; laden Sie neu, wenn Sie fertig sind.

## Problems
problem-title = Das ging nicht
problem-back = Zu Ihren Initiativen
problem-sign-in = Bitte melden Sie sich zuerst an.
problem-no-page = Diese Seite gibt es nicht, oder Sie dürfen sie nicht sehen.
problem-bad-request = Diese Anfrage kam nicht von einer Seite von windrose. Gehen Sie zurück und versuchen Sie es noch einmal.

## An initiative
overview = Auf einen Blick
tab-overview = Überblick
tab-records = Nachweise
tab-charts = Diagramme
tab-timeline = Verlauf
tab-people = Personen
tab-sheet = Blatt für den Lenkungskreis
phase-running = läuft
phase-closed = beendet
of-workflow = Ablauf { $workflow }
reason-achieved = das Ziel ist erreicht
reason-no_urgency = niemand hält es für dringend
reason-no_sponsor = an der Spitze steht niemand dafür ein
reason-benefit_gone = es bringt nicht mehr, wofür es gedacht war
reason-cost = es kostet zu viel
reason-superseded = eine andere Initiative tritt an ihre Stelle
reason-evidence_negative = die Nachweise sprechen dagegen
as-of = Stand vom { $day }.
as-of-now = Den heutigen Stand zeigen
now-step = Schritt { $number }: { $title }
now-open = Es fehlt nichts: Am Tor kann entschieden werden.
now-more = Und { $n ->
    [one] eine weitere Bedingung ist noch nicht erfüllt
   *[other] { $n } weitere Bedingungen sind noch nicht erfüllt
}.
now-closed = Diese Initiative ist beendet.
now-nothing = Kein Schritt ist offen.
now-checklist = Zur Checkliste
now-decide = Am Tor entscheiden
now-record = Nachweis eintragen
only-reading = Sie lesen nur.
step-is = Der Schritt ist { $due }.
state-waiting = wartet
state-open = offen
state-held = angehalten
state-passed = geschafft
state-stale = zu bestätigen
musts-met = { $met } von { $of } nötigen Bedingungen erfüllt
taken-over = übernommen
due-on = fällig { $day }
other-open-gates = Weitere offene Tore
back-to-initiative = Zurück zur Initiative
obligations = Auflagen
obligations-what = Übernommen, als ein Tor unter Bedingungen passiert wurde. Was überfällig ist, sperrt das nächste Tor.
owed-settled = erledigt
owed-open = offen
owed-overdue = überfällig
owed-by = { $who }, bis { $day }
waivers = Befreiungen
waivers-what = Bedingungen, die eine Zeit lang ausgesetzt sind. Jede bleibt eine Schuld, bis sie erfüllt oder beendet ist.
waiver-requested = beantragt
waiver-in-force = in Kraft
waiver-expired = abgelaufen
waiver-refused = abgelehnt
waiver-renewed = verlängert
waiver-closed = beendet
waiver-until = bis { $day }
waiver-asked = Beantragt von { $who }, { $day }.
waiver-judged = Beurteilt von { $who }, { $day }
decisions = Entscheidungen
decision-go = weiter
decision-conditional-go = weiter unter Auflagen
decision-hold = anhalten
decision-recycle = zurück zu einem früheren Schritt
decision-stop = beenden
col-when = Wann
col-step = Schritt
col-decision = Entscheidung
col-who = Wer
col-receipt = Beleg
col-role = Rolle
col-may = Was sie darf
col-holders = Wer sie hat
col-criterion = Bedingung
col-weight = Gewicht
col-status = Status
col-have = Stand
col-records = Nachweise
col-state = Stand
col-musts = Erfüllt
col-due = Fällig
receipt-show = Beleg
evidence = Nachweise
evidence-none = Noch ist nichts eingetragen. Beginnen Sie damit, wer betroffen ist: Daran misst sich jeder Anteil.

## A gate
gate-title = Tor { $number }: { $title }
gate-decides = Es entscheidet: { $role }.
ways = Die kürzesten Wege zum offenen Tor
way-earliest = (ab { $day })
class-must = Nötig
class-should = Sollte auch da sein
class-info = Zur Information
class-must-short = nötig
class-should-short = soll
class-info-short = Information
should-needed = { $met } von { $of } sind erfüllt; { $need } sind nötig.
status-met = Erfüllt:
status-unmet = Fehlt:
status-unknown = Unbekannt:
status-waived = Ausgesetzt:
status-not-applicable = Gilt nicht:
who-can = Wer handeln kann:
approved-by = Zugestimmt hat { $who }.
approval-stale = { $who } hat zugestimmt, bevor sich dies änderte: { $what }. Die Zustimmung ist neu zu geben.
rejected-by = { $who } hat es abgelehnt: { $why }
waived-until = Ausgesetzt bis { $day }: { $reason }
tailored = Für diese Initiative geändert: { $why }
why = Warum das gefragt ist
source = Quelle: { $source }
decided-by = Darüber entscheiden diese Nachweise:
do-record = Eintragen: { $kind }
do-correct = Berichtigen: { $kind }
do-approve = Zustimmen
do-reject = Ablehnen
do-reject-withdraw = Ablehnung zurücknehmen
do-judge-waiver = Befreiung beurteilen
do-ask-waiver = Befreiung beantragen
do-close-waiver = Befreiung beenden
do-assign = Rolle vergeben
do-revoke = Entziehen
do-add-person = Hinzufügen
do-delegate = Jemanden für sich einsetzen
do-supersede = Berichtigen
do-withdraw = Zurückziehen
do-paste = Aus einer Tabelle einfügen

## The timeline
timeline = Verlauf
timeline-all = Den ganzen Verlauf zeigen
timeline-older = Älteres
slider-label = Die Initiative zeigen, wie sie an einem Tag war
slider-show = Diesen Tag zeigen
slider-from = Von { $first } bis { $today }

## What waits
inbox = Was auf mich wartet
inbox-now = Jetzt
inbox-ahead = Bald
inbox-more = Und { $n } weitere.
inbox-empty = Auf Sie wartet nichts.
inbox-empty-next = Wenn an einem Tor zu entscheiden, eine Befreiung zu beurteilen oder jemand zu treffen ist, steht es hier.
sort-approval = Zuzustimmen
sort-waiver = Befreiung zu beurteilen
sort-decision = Zu entscheiden
sort-hold = Das Anhalten endet
sort-obligation = Ihre Auflage
sort-contact = Zu treffen
sort-verification = Erfolg zu prüfen
sort-reverification = Erfolg erneut anzusehen
sort-outcome-check = Ergebnis anzusehen
sort-deadline = Eine Frist
go-approval = Ansehen und zustimmen
go-waiver = Beurteilen
go-decision = Ansehen und entscheiden
go-hold = Erneut entscheiden
go-obligation = Sehen, was fehlt
go-contact = Treffen eintragen
go-verification = Prüfen
go-reverification = Erneut ansehen
go-outcome-check = Ergebnis eintragen
go-deadline = Zum Tor

## Receipts
receipt-title = Beleg: { $step }
receipt-decided = { $who } hat entschieden, { $day }: { $decision }.
receipt-judged = Beurteilt
receipt-digest = Prüfsumme dieses Belegs (SHA-256)
receipt-evidence = Prüfsumme der Nachweise
receipt-workflow = Prüfsumme des Ablaufs
receipt-then = Die Initiative zeigen, wie sie damals war
amount-share = { $have } von { $of }

## Records
records = Nachweise
records-of-kind = Art
records-all = Alle Arten
records-none = Von dieser Art ist noch nichts eingetragen.
recorded-by = { $who }, { $day }
record-revision = Fassung { $n }, von { $who }, { $day }
record-withdrawn = Zurückgezogen: { $why }
record-observed = Beobachtet am
record-hidden = Bewertungen von Personen sehen nur die Leitenden und wer sie abgegeben hat.
record-linked = Was darauf verweist
record-choose = Was möchten Sie eintragen?
record-choose-lead = Was Sie eintragen, bleibt als Nachweis: Es lässt sich berichtigen und zurückziehen, aber nie still ändern.
record-choose-own = Aus diesem Ablauf

## People
people = Personen und Rollen
assign-title = Eine Rolle vergeben
assign-person = Person
assign-role = Rolle
person-title = Eine Person hinzufügen
person-name = Name
person-id = Kürzel
person-id-hint = Buchstaben a bis z, Ziffern und Bindestriche. Es bleibt für immer im Journal; nehmen Sie keinen Namen, wo Namen löschbar sein müssen.
delegations = Vertretungen
delegations-none = Heute vertritt niemand jemanden.
delegation = { $to } vertritt { $from } als { $role } bis { $day }.
role-may-owner = verantwortet die Initiative, vergibt Rollen, beendet sie
role-may-sponsor = entscheidet an den Toren
role-may-lead = leitet die Arbeit, entscheidet an keinem Tor
role-may-member = arbeitet mit und trägt Nachweise ein
role-may-pilot-owner = führt einen Pilot und trägt seine Erfolge ein
role-may-viewer = liest

## The first run
start-title = Eine Initiative beginnen
start-lead = Drei Schritte: was sich ändern soll, wer es trägt und wen es betrifft. Danach sagt windrose, was das erste Tor verlangt.
start-steps = Der Weg zur ersten Initiative
start-step = Schritt { $n } von 3:
start-step-1 = was sich ändert
start-step-2 = wer es trägt
start-step-3 = wen es betrifft
start-name = Was soll sich ändern?
start-name-hint = Ein Titel, den alle verstehen, zum Beispiel: Lernpartnerschaft.
start-purpose = Wozu?
start-purpose-hint = Ein, zwei Sätze: Was ist für wen anders, wenn es gelungen ist?
start-id = Kurzname
start-id-hint = Steht in Adressen und Aufrufen: a bis z, Ziffern und Bindestriche.
start-workflow = Welcher Ablauf passt?
start-open = Initiative eröffnen
start-next = Weiter: wen es betrifft

## Charts
chart-gantt = Schritte und Piloten im Zeitverlauf
chart-trends = Kennzahlen im Zeitverlauf
chart-trends-none = Noch ist keine Kennzahl eingetragen. Eine Kennzahl sagt, was besser werden soll, von welchem Wert zu welchem.
chart-trends-next = Eine Kennzahl eintragen
pilots-title = Was worauf wartet
pilots-link = Was worauf wartet, und was folgen würde, wenn ein Pilot abgebrochen würde oder sich verspätete
pilots-then = Was folgen würde
pilots-path = Was zuletzt endet: { $path }. Es ist fett gezeichnet.
pilots-path-other = Was zuletzt endet: { $path }. Es ist fett gezeichnet; eine andere Kette ist ebenso lang.
pilots-what-if = Was wäre, wenn …
pilots-stops = er heute abgebrochen würde
pilots-late = Tage, um die er später endet
pilots-show = Zeigen, was folgt
pilots-rollout = Reihenfolge der Einführung
pilots-rollout-hint = Piloten einer Zeile können zusammen laufen: Keiner wartet auf einen anderen, betrifft dieselben Menschen oder darf nicht gleichzeitig laufen. In der Reihenfolge sprechen Nutzen und Bereitschaft für einen Piloten, Belastung gegen ihn.
pilots-placed = { $name }, ab { $day }
pilots-tied = { $line } (ebenso gut: { $others })
pilots-clashes = Piloten, die einander im Weg sind
pilots-lacked = Was nicht bekannt ist

## The committee sheet
sheet-how = Diese Seite ist zum Drucken gemacht: ein Blatt für den Lenkungskreis.
sheet-standing = Wo die Veränderung steht
sheet-gate = Nächstes Tor: { $number }. { $title }
sheet-wins = Kurzfristige Erfolge
sheet-wins-none = Noch ist kein Erfolg eingetragen.
sheet-pilots = { $n ->
    [one] Ein Pilot
   *[other] { $n } Piloten
}
sheet-made = Stand { $day }, Version { $version }. Jede Zahl lässt sich aus dem Journal nachrechnen.

## How a record stands
is-accepted = hingenommen
is-acted-on = umgesetzt
is-answered = beantwortet
is-claimed = gemeldet
is-closed = erledigt
is-done = getan
is-failed = gescheitert
is-heard = gehört
is-looked-at = angesehen
is-measured = gemessen
is-not-done = nicht getan
is-open = offen
is-planned = geplant
is-proposed = vorgeschlagen
is-recorded = eingetragen
is-regressed = zurückgefallen
is-rejected = abgelehnt
is-resolved = beigelegt
is-stopped = abgebrochen
is-succeeded = gelungen
is-triaged = geklärt
is-tried = erprobt
is-unanswered = unbeantwortet
is-untriaged = ungeklärt
is-verified = geprüft
is-withdrawn = zurückgezogen

## What was done just now
done-initiative-open = Die Initiative ist eröffnet.
done-initiative-close = Die Initiative ist beendet.
done-record-add = Eingetragen.
done-record-supersede = Berichtigt; die frühere Fassung bleibt erhalten.
done-record-withdraw = Zurückgezogen; er zählt nicht mehr.
done-gate-approve = Zugestimmt.
done-gate-reject = Abgelehnt.
done-gate-reject-withdraw = Die Ablehnung ist zurückgenommen.
done-gate-decide = Entschieden; der Beleg ist aufbewahrt.
done-step-reopen = Der Schritt ist wieder offen.
done-waiver-request = Beantragt; jemand anderes beurteilt es.
done-waiver-decide = Beurteilt.
done-waiver-close = Beendet.
done-step-due = Die Frist ist gesetzt.
done-workflow-publish = Veröffentlicht.
done-person-add = Hinzugefügt.
done-role-assign = Die Rolle ist vergeben.
done-role-revoke = Die Rolle ist entzogen.
done-role-delegate = Die Vertretung gilt.
done-role-delegate-end = Die Vertretung ist beendet.
done-token-create = Das Zugangswort ist erstellt.
done-token-revoke = Das Zugangswort ist entzogen.

## The portfolio

portfolio-empty = Noch gibt es keine Initiative.
portfolio-empty-next = Eine Initiative ist eine Veränderung, die durch acht Schritte geführt wird. Beginnen Sie damit, was sich ändern soll; windrose sagt, was das erste Tor verlangt.
portfolio-found = { $n ->
    [one] Eine Initiative
   *[other] { $n } Initiativen
}
portfolio-show = Welche gezeigt werden
portfolio-search = Suchen
portfolio-workflow = Ablauf
portfolio-workflow-all = Alle Abläufe
portfolio-sort = Ordnen nach
portfolio-down = Umgekehrt
portfolio-mine = Nur meine
portfolio-pages = Seiten
portfolio-page = Seite { $page } von { $pages }
portfolio-passed = { $n } von 8 Toren passiert
show-all = Alle
show-running = Laufende
show-blocked = Nachweise fehlen
show-open-gate = Tor offen
show-overdue = Überfällig
show-closed = Beendete
sort-by-title = Titel
sort-by-next = Nächstes Datum
sort-by-blocked = Worauf sie warten
sort-by-progress = Fortschritt
sort-by-changed = Letzte Änderung

## Recording

record-save = Eintragen
record-correct = { $record } berichtigen
saved = Gespeichert.
saved-more = Noch etwas eintragen
moved = Was sich dadurch bewegt
moved-nothing = Keine Bedingung eines Tors steht anders. Der Nachweis bleibt trotzdem aufbewahrt.
start-done = Zu Ihrer Initiative

## Deciding

decide-title = Entscheiden: { $title }
decide-lead = Ein offenes Tor bewegt nichts; Menschen entscheiden. Sie unterschreiben, was daneben steht: Es wird als Beleg mit Ihrer Entscheidung aufbewahrt.
decide-not-you = Hier entscheidet: { $role }. Sie sehen, was dort zu sehen ist.
decide-go = Weiter: Der Schritt ist geschafft
decide-go-hint = Der nächste Schritt öffnet sich.
decide-go-shut = Jetzt nicht möglich: Nötige Bedingungen fehlen.
decide-conditional-go = Weiter unter Auflagen
decide-conditional-go-hint = Der nächste Schritt öffnet sich, und jede fehlende Bedingung schuldet jemand. Was überfällig ist, sperrt das nächste Tor.
decide-hold = Anhalten: jetzt nicht
decide-hold-hint = Das Tor wartet bis zu einem Tag; dann steht es wieder in Ihrem Eingang.
decide-recycle = Zurück zu einem früheren Schritt
decide-recycle-hint = Jener Schritt öffnet sich wieder; spätere, die geschafft waren, sind zu bestätigen.
decide-stop = Die Initiative beenden
decide-stop-hint = Sie wird mit Grund beendet und bleibt lesbar.
decide-until = Erneut entscheiden am
decide-to = Zurück zu Schritt
decide-reason = Grund
decide-why = Warum
decide-why-optional = Warum (freiwillig)
decide-owner = Wer sich darum kümmert
decide-due = Bis

## Calls that have a form

deed-gate-approve = Zustimmen
deed-gate-approve-hint = Sie stimmen einer Bedingung zu, mit den Nachweisen, wie sie stehen. Ändern sie sich, ist Ihre Zustimmung neu zu geben.
deed-gate-approve-submit = Zustimmen
deed-gate-reject = Ablehnen
deed-gate-reject-hint = Die Bedingung ist nicht erfüllt, bis Sie die Ablehnung zurücknehmen. Sagen Sie, was fehlt, damit es jemand beheben kann.
deed-gate-reject-submit = Ablehnen
deed-gate-reject-withdraw = Ablehnung zurücknehmen
deed-gate-reject-withdraw-hint = Sie steht nicht mehr im Weg. Eine Zustimmung ist das nicht; die geben Sie eigens.
deed-gate-reject-withdraw-submit = Zurücknehmen
deed-gate-decide = Entscheiden
deed-gate-decide-hint = Was Sie unterschreiben, steht daneben.
deed-gate-decide-submit = Entscheiden
deed-step-reopen = Einen Schritt noch einmal tun
deed-step-reopen-hint = Der Schritt öffnet sich wieder; spätere, die geschafft waren, sind zu bestätigen.
deed-step-reopen-submit = Wieder öffnen
deed-step-due = Eine Frist setzen
deed-step-due-hint = Bis wann der Schritt getan sein soll. Eine Frist sperrt nichts; sie wird gemeldet, wenn sie naht.
deed-step-due-submit = Setzen
deed-waiver-request = Eine Befreiung beantragen
deed-waiver-request-hint = Die Bedingung wird eine Zeit lang ausgesetzt, sobald jemand anderes es bewilligt. Sie bleibt eine Schuld, bis sie erfüllt ist.
deed-waiver-request-submit = Beantragen
deed-waiver-decide = Eine Befreiung beurteilen
deed-waiver-decide-hint = Bewilligt, lässt sie die Bedingung bis zum letzten Tag durch.
deed-waiver-decide-submit = Beurteilen
deed-waiver-close = Eine Befreiung beenden
deed-waiver-close-hint = Die Bedingung zählt von nun an wieder.
deed-waiver-close-submit = Beenden
deed-role-assign = Eine Rolle vergeben
deed-role-assign-hint = Rollen sagen, wer eintragen, zustimmen und entscheiden darf.
deed-role-assign-submit = Vergeben
deed-role-revoke = Eine Rolle entziehen
deed-role-revoke-hint = Was in ihr getan wurde, bleibt.
deed-role-revoke-submit = Entziehen
deed-role-delegate = Jemanden für sich einsetzen
deed-role-delegate-hint = Die Vertretung stimmt für Sie zu und entscheidet für Sie, bis zu einem Tag. Sie selbst können es weiterhin; beide zählen als eine Person.
deed-role-delegate-submit = Einsetzen
deed-role-delegate-end = Eine Vertretung beenden
deed-role-delegate-end-hint = Von nun an handeln nur Sie in der Rolle.
deed-role-delegate-end-submit = Beenden
deed-person-add = Eine Person hinzufügen
deed-person-add-hint = Damit Rollen an sie vergeben werden können.
deed-person-add-submit = Hinzufügen
deed-initiative-open = Eine Initiative beginnen
deed-initiative-open-hint = Ihr erster Schritt öffnet sich sofort.
deed-initiative-open-submit = Initiative eröffnen
deed-initiative-close = Die Initiative beenden
deed-initiative-close-hint = Sie bleibt lesbar, und nichts wird mehr eingetragen.
deed-initiative-close-submit = Beenden
deed-record-withdraw = Einen Nachweis zurückziehen
deed-record-withdraw-hint = Er zählt nicht mehr und bleibt mit Ihrem Grund lesbar.
deed-record-withdraw-submit = Zurückziehen
## Formulare
form-save = Speichern
form-optional = freiwillig
form-more = Weiteres, alles freiwillig
form-example = Zum Beispiel: { $example }
form-unset = Keine Angabe
form-choose = Bitte wählen
form-yes = Ja
form-no = Nein
form-from-to = Von { $least } bis { $most }.
form-one-per-line = Eines je Zeile.
form-other-units = Weitere, je Zeile eine
form-no-records = Davon gibt es noch nichts: { $kinds }.
form-row = { $label }, Zeile { $n }
form-row-add = Zeile hinzufügen zu { $label }
form-row-remove = Zeile { $n } entfernen
form-entry-add = Mehr Zeilen für { $label }
form-entry = { $label }, Eintrag { $n }
form-refused = Das wurde nicht gespeichert. Nichts, was Sie eingegeben haben, ist verloren.
form-fault = Bitte noch einmal ansehen
form-fault-missing = Bitte ausfüllen.
form-fault-choice = „{ $given }“ steht nicht zur Auswahl.
form-fault-number = „{ $given }“ ist keine Zahl. Schreiben Sie sie wie { $example }.
form-fault-ambiguous = „{ $given }“ lässt sich als { $one } oder als { $two } lesen. Bitte schreiben Sie, was gemeint ist.
form-fault-whole = „{ $given }“ hat Nachkommastellen; gebraucht wird eine ganze Zahl.
form-fault-fine = „{ $given }“ hat mehr als sechs Nachkommastellen.
form-fault-least = „{ $given }“ ist zu klein: { $least } ist das Kleinste.
form-fault-most = „{ $given }“ ist zu groß: { $most } ist das Größte.
form-fault-date = „{ $given }“ ist kein Tag. Schreiben Sie ihn wie 22.11.2026 oder 2026-11-22.
form-fault-url = „{ $given }“ ist kein Link. Er beginnt mit https://
form-fault-entry = { $entry }: { $fault }
## Anmelden
sign-in = Anmelden
sign-in-lead = windrose kennt keine Passwörter. Ein Link meldet Sie an, ein einziges Mal.
sign-in-admin = Mit einem Zugangsschlüssel: Führen Sie dies in einem Terminal aus und öffnen Sie den Link, der erscheint.
sign-in-other = Ohne Zugangsschlüssel: Bitten Sie um einen Link, wer windrose verwaltet oder, wenn Sie einen Piloten betreuen, wer Ihre Initiative leitet.
sign-in-refused = Hier kann sich noch niemand anmelden: Der Weg zu dieser Seite ist nicht verschlüsselt, unterwegs könnte jemand mitlesen. Wer windrose betreibt, stellt es hinter eine Adresse, die mit https beginnt, und nennt sie mit --public-url.
sign-in-as = Als { $name } anmelden
sign-in-is-you = Dieser Link meldet Sie auf diesem Gerät an. Er gilt ein einziges Mal.
sign-in-for-pilot = Er öffnet das Formular von { $pilot } in { $initiative } und sonst nichts.
sign-in-until = Er gilt bis { $until }.
sign-in-not-you = Sie sind jemand anderes? Dann schließen Sie diese Seite; der Link bleibt unbenutzt.
sign-in-do = Anmelden
sign-in-spent = Dieser Link öffnet nichts
sign-in-another = So bekommen Sie einen neuen
invite = Zu einem Piloten einladen
invite-lead = Wer den Link öffnet, erfasst Erfolge von { $pilot } und sieht sonst nichts. Er gilt ein einziges Mal, auf einem Gerät, eine Woche lang.
invite-person = Für wen ist er?
invite-nobody = Hier darf noch niemand etwas erfassen. Vergeben Sie zuerst die Rolle, die einen Piloten betreut.
invite-people = Zu den Rollen
invite-do = Link erstellen
invite-made = Der Link für { $name }
invite-once = Er wird nur dieses eine Mal gezeigt. Kopieren Sie ihn in eine Nachricht, oder { $name } richtet die Kamera eines Telefons auf das Bild.
invite-link = Der Link
invite-qr = Der Link als QR-Code
invite-until = Er gilt bis { $until }, ein einziges Mal.
invite-again = Noch einen erstellen

## The pilot owner's page

pilot-title = Einen Erfolg eintragen
pilot-lead = Was ist besser geworden? Ein Satz und zwei Zahlen genügen.
pilot-indicator = { $name }: { $baseline } zu Beginn, { $target } ist das Ziel.
pilot-save = Speichern
pilot-saved = Gespeichert. Danke.
pilot-saved-next = Jemand anderes prüft ihn; dann gilt er als geprüft.
pilot-another = Noch einen Erfolg eintragen
pilot-earlier = Erfolge dieses Piloten
form-paste-label = Zeilen aus einer Tabelle
form-paste-hint = Die erste Zeile nennt die Spalten. Nötig: { $needed }. Möglich: { $other }.
form-paste-preview = Zeigen, was aufgezeichnet würde
form-paste-rows = Zeilen, die aufgezeichnet würden: { $n }
form-paste-row = Zeile
form-paste-no-headings = Keine der Überschriften nennt ein Feld. Nehmen Sie einige von diesen: { $labels }.
form-paste-missing = Die Spalte „{ $label }“ fehlt und wird gebraucht.
form-paste-empty = Unter den Überschriften steht keine Zeile.
form-paste-too-many = Das sind { $n } Zeilen; höchstens { $most } werden auf einmal aufgezeichnet.
form-paste-faulty = Zeilen, in denen etwas nicht stimmt, unten markiert: { $n }. Vorher wird nichts aufgezeichnet.
form-paste-unknown = Ausgelassen: Ein solches Feld gibt es nicht.
form-paste-near = Ausgelassen: Ein solches Feld gibt es nicht. Meinten Sie „{ $label }“?
form-paste-twice = Ausgelassen: Dieses Feld hat schon eine Spalte.
form-paste-beyond = Diese Zeile hat mehr Zellen, als es Überschriften gibt.

## Pasting from a spreadsheet

paste-title = Aus einer Tabelle einfügen: { $kind }
paste-lead = Kopieren Sie die Zeilen samt Überschriften in Ihrer Tabelle und fügen Sie sie hier ein. Nichts wird eingetragen, bevor Sie gesehen haben, was es wäre.
paste-record = { $n ->
    [one] Diese Zeile eintragen
   *[other] Diese { $n } Zeilen eintragen
}

## Small parts

quoted = „{ $text }“

## What the params of calls are called

param-comment = Anmerkung
param-reason = Grund
param-obligations = Auflagen
param-criterion = Bedingung
param-owner = Wer sie verantwortet
param-due-on = Bis
param-text = Was zu tun ist
param-rationale = Warum
param-redo = Worum es geht
param-to = An
param-until = Bis
param-escalate-days = Tage Verzug, bis der Sponsor es erfährt
param-warn-days = Tage Vorwarnung
param-expires-on = Bis
param-renews = Verlängert
param-role = Rolle
param-email = E-Mail-Adresse
param-instance-role = Überall
param-kind = Was es ist
param-title = Titel
param-workflow = Ablauf
param-workflow-digest = Fassung des Ablaufs
param-at-step = Schon bei Schritt
param-mode = Reihenfolge der Schritte
param-purpose = Wozu
param-tailor = Dafür geänderte Bedingungen
param-step = Schritt
param-bound = Schwelle
param-class = Gewicht
param-not-applicable = Gilt nicht
param-note = Bemerkung
param-decision = Entscheidung
param-name = Name
param-initiative = Kurzname der Initiative
choice-reason-achieved = Das Ziel ist erreicht
choice-reason-no-urgency = Niemand hält es für dringend
choice-reason-no-sponsor = An der Spitze steht niemand dafür ein
choice-reason-benefit-gone = Es bringt nicht mehr, wofür es gedacht war
choice-reason-cost = Es kostet zu viel
choice-reason-superseded = Eine andere Initiative tritt an ihre Stelle
choice-reason-evidence-negative = Die Nachweise sprechen dagegen
choice-decision-grant = Bewilligen
choice-decision-refuse = Ablehnen
choice-instance-role-admin = Verwaltung
choice-instance-role-auditor = Liest alles
choice-kind-person = Eine Person
choice-kind-service = Ein Programm
choice-mode-sequential = Nacheinander
choice-mode-concurrent = Alle zugleich
choice-class-must = Nötig
choice-class-should = Soll da sein
choice-class-info = Zur Information

## Somebody whom a form does not know

form-fault-person = Unter dem Namen „{ $given }“ ist niemand eindeutig bekannt. Wählen Sie jemanden aus der Liste, oder schreiben Sie ein Kürzel aus a bis z, Ziffern und Bindestrichen, zum Beispiel head-of-finance.

## A step that has passed

passed-on = seit { $day }

## More than a form takes

problem-too-much = Dieses Formular enthält mehr, als auf einmal angenommen wird: höchstens 256 kB, und von Einträgen 200 Zeilen. Nichts wurde gespeichert. Gehen Sie zurück: Ihr Browser hat noch, was Sie eingegeben haben. Senden Sie es in mehreren Teilen; ein großes Verzeichnis kommt mit `windrose directory import` herein.

## Who carries the change
coalition-title = Wer den Wandel trägt
coalition-link = Wer den Wandel trägt: wen die Mitglieder erreichen, und was folgen würde, wenn jemand ginge
coalition-who-stays = wer bleibt
coalition-nobody = Es ist kein Mitglied der Führungskoalition eingetragen, das Sie sehen dürfen.
coalition-leaves-too = Jemand anderes geht, mit Namen oder Kennung
coalition-reached-within = als erreicht zählt
coalition-steps-one = auf wen ein Mitglied unmittelbar Einfluss hat
coalition-steps-two = auch auf wen wiederum diese Einfluss haben
coalition-look-for = suchen
coalition-add = wie viele als Nächste zu gewinnen sind
coalition-brokers = wer zwischen anderen steht
coalition-nobody-called = Niemand heißt „{ $text }“.
coalition-all-stay = Alle bleiben
coalition-begin-scope = Eintragen, wen es betrifft
coalition-begin-member = Ein Mitglied der Führungskoalition eintragen
coalition-begin-directory = Das Verzeichnis einlesen
coalition-missing = Wer fehlt
coalition-next = Wer als Nächstes zu gewinnen ist
coalition-as-good = Ebenso gut: { $names }.
coalition-holding = An wem viel hängt
coalition-ties = Verbindungen, die der einzige Weg sind
coalition-sponsors = Ob die Vorgesetzten dahinterstehen
coalition-informal = An wen man sich wendet
coalition-lacked = Was nicht bekannt ist
coalition-names-left-out = Namen sind weggelassen, weil Sie diese Initiative nicht leiten; genannt sind Mitglieder, deren Einträge Sie sehen.
coalition-back = Wer welche Rolle hat
coalition-more = und { $n } weitere
coalition-deputy-named = benannt
coalition-deputy-missing = niemand
coalition-not-committed = Mitglied, steht nicht voll dahinter
coalition-no-member = kein Mitglied
coalition-col-person = Wer
coalition-col-without = Ohne
coalition-col-outside = Betroffene abgeschnitten
coalition-col-alone = Ohne Mitglied
coalition-col-deputy = Vertretung
coalition-col-tie = Zwischen
coalition-col-manager = Führungskraft
coalition-col-stands = Wie sie steht
coalition-col-first = Als Erste darüber, für
coalition-col-below = Insgesamt darunter
coalition-col-named = Genannt von
coalition-col-place = Platz danach
coalition-col-formal = Platz danach
coalition-col-between = Auf den kürzesten Wegen zwischen anderen
coalition-col-units = Bereiche mit Verbindung
## Das Verzeichnis

nav-directory = Verzeichnis
directory-title = Verzeichnis
directory-lead = Die Menschen der Organisation, wo sie arbeiten und an wen sie berichten. Alle Vorhaben teilen es: Anteile der Betroffenen und das Netz der Koalition werden daraus gezählt.
directory-edition = Was veröffentlicht ist
directory-none = Noch ist nichts veröffentlicht: Von niemandem ist bekannt, dass sie oder er zur Organisation gehört.
directory-people = Menschen
directory-units = Bereiche
directory-when = Veröffentlicht
directory-by = Von
directory-from = Aus der Einlesung
directory-imports = Einlesungen, die nicht veröffentlicht sind
directory-import = { $import }: { $rows } Zeilen, begonnen { $when } von { $by }.
directory-look = Ansehen
directory-who = Wer darin steht
directory-search = Suche, etwa nach einem Namen oder Bereich
directory-nobody = Niemand ist gefunden.
directory-found = { $n ->
    [one] Ein Mensch.
   *[other] { $n } Menschen.
}
directory-reports = Unterstellte
directory-pages = Seiten der Menschen
directory-manager-unknown = nicht bekannt
directory-preview = Was aus { $import } würde
directory-overtaken = Seit diese Einlesung begonnen wurde, ist eine andere veröffentlicht worden. Was sie ändern würde, stimmt also nicht mehr: Verwerfen Sie sie, und lesen Sie ihre Zeilen neu ein.
directory-rows = Zeilen
directory-left-out = Ausgelassene Zeilen
directory-before = Menschen jetzt
directory-then = Menschen danach
directory-same = Wie bisher
directory-added = { $n ->
    [0] Niemand ist neu.
    [one] Ein Mensch ist neu.
   *[other] { $n } Menschen sind neu.
}
directory-changed = { $n ->
    [0] Bei niemandem ändert sich etwas.
    [one] Bei einem Menschen ändert sich etwas.
   *[other] Bei { $n } Menschen ändert sich etwas.
}
directory-left = { $n ->
    [0] Niemand würde ausscheiden.
    [one] Ein Mensch würde ausscheiden.
   *[other] { $n } Menschen würden ausscheiden.
}
directory-faults = { $n ->
    [one] Eines wird nicht so genommen, wie es da steht
   *[other] { $n } Angaben werden nicht so genommen, wie sie da stehen
}
directory-warnings = { $n ->
    [one] Eines ist gut zu wissen
   *[other] { $n } Dinge sind gut zu wissen
}
directory-row = Zeile { $n }:
directory-more = { $n ->
    [one] und noch eines
   *[other] und { $n } weitere
}
directory-confirm = Mehr als ein Drittel der Menschen würde ausscheiden. Ich habe mich vergewissert, dass dies die ganze Organisation ist.
directory-paste = Eine Tabelle von Menschen einlesen
directory-text = Menschen, aus einer Tabelle kopiert
directory-text-hint = Die erste Zeile nennt die Spalten, jede andere ist ein Mensch. Nötig ist nur die Kennung; Name, E-Mail, Bereich, größerer Bereich, Führungskraft (deren Kennung), Ebene, Standort und Funktion werden an den Namen erkannt, die Personalsysteme auf Deutsch und Englisch verwenden. Die Tabelle ist die ganze Organisation: Wer nicht darin steht, ist ausgeschieden. Bis zur Veröffentlichung ändert sich nichts.
directory-take = Ansehen, was sich ändern würde
directory-large = Hier gehen etwa zweitausend Menschen hinein. Größere Tabellen, als CSV in UTF-8, werden in einem Terminal eingelesen:
directory-no-id = Von keiner Spalte ist bekannt, dass sie die Kennungen der Menschen enthält. Nennen Sie sie in der ersten Zeile Kennung oder Personalnummer.
directory-no-rows = Unter der ersten Zeile, die die Spalten nennt, ist die Tabelle leer.
directory-taken = Die Tabelle ist gelesen. Noch hat sich nichts geändert: Sehen Sie unten an, was daraus würde.
directory-read-as = So wurden die Spalten verstanden:
directory-unused = Nicht verwendete Spalten:
directory-uneven = { $n ->
    [one] Eine Zeile hat
   *[other] { $n } Zeilen haben
} mehr oder weniger Zellen, als es Spalten gibt: { $rows }.
deed-directory-publish = Das Verzeichnis veröffentlichen
deed-directory-publish-hint = Wer in dieser Einlesung nicht steht, ist ausgeschieden und zählt in keiner Koalition mehr als Mitglied.
deed-directory-publish-submit = Veröffentlichen
deed-directory-drop = Eine Einlesung verwerfen
deed-directory-drop-hint = Was eingelesen und nicht veröffentlicht ist, wird vergessen. Das Verzeichnis bleibt, wie es ist.
deed-directory-drop-submit = Verwerfen
done-directory-publish = Das Verzeichnis ist veröffentlicht.
done-directory-drop = Die Einlesung ist verworfen; das Verzeichnis ist, wie es war.
param-import = Einlesung
param-confirm = Mehr als ein Drittel der Menschen darf ausscheiden
