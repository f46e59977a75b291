//! What HR systems call the columns of a table of people, in English and German.

use super::Column;

/// The names of each column, in small letters without anything between them; of several that a table has, the first one
/// named here is taken.
const NAMES: &[(Column, &[&str])] = &[
    (
        Column::Id,
        &[
            "employeenumber",
            "employeeid",
            "employeeno",
            "personnelnumber",
            "personid",
            "workerid",
            "staffid",
            "personalnummer",
            "personalnr",
            "persnr",
            "pernr",
            "mitarbeiternummer",
            "mitarbeiternr",
            "mitarbeiterid",
            "kennung",
            "id",
            "externalid",
            "userid",
            "username",
            "benutzername",
            "login",
        ],
    ),
    (
        Column::Name,
        &[
            "displayname",
            "fullname",
            "nameformatted",
            "formattedname",
            "preferredname",
            "employeename",
            "workername",
            "anzeigename",
            "vollständigername",
            "mitarbeiter",
            "mitarbeitername",
            "name",
        ],
    ),
    (
        Column::Email,
        &[
            "workemail",
            "email",
            "emailaddress",
            "emails",
            "emailsvalue",
            "mail",
            "emailwork",
            "dienstlicheemail",
            "emailadresse",
            "mailadresse",
        ],
    ),
    (
        Column::Unit,
        &[
            "unit",
            "department",
            "departmentname",
            "team",
            "orgunit",
            "organizationalunit",
            "organisationalunit",
            "organizationunit",
            "abteilung",
            "einheit",
            "organisationseinheit",
            "orgeinheit",
            "oe",
            "bereich",
            "costcenter",
            "costcentre",
            "kostenstelle",
        ],
    ),
    (
        Column::PartOf,
        &[
            "partof",
            "parentunit",
            "parentdepartment",
            "division",
            "businessunit",
            "organization",
            "organisation",
            "übergeordneteeinheit",
            "geschäftsbereich",
            "hauptabteilung",
            "direktion",
            "ressort",
        ],
    ),
    (
        Column::Manager,
        &[
            "managerid",
            "manageremployeenumber",
            "manageremployeeid",
            "managernumber",
            "managerpersonid",
            "managerworkerid",
            "supervisorid",
            "supervisornumber",
            "reportstoid",
            "linemanagerid",
            "managervalue",
            "vorgesetztenid",
            "vorgesetztenpersonalnummer",
            "vorgesetzterpersonalnummer",
            "personalnummervorgesetzter",
            "führungskraftid",
            "führungskraftpersonalnummer",
            "manager",
            "linemanager",
            "supervisor",
            "reportsto",
            "managerusername",
            "vorgesetzter",
            "vorgesetzte",
            "vorgesetzteperson",
            "führungskraft",
            "berichtetan",
        ],
    ),
    (
        Column::Level,
        &[
            "level",
            "joblevel",
            "managementlevel",
            "grade",
            "jobgrade",
            "payband",
            "band",
            "careerlevel",
            "hierarchylevel",
            "ebene",
            "hierarchieebene",
            "führungsebene",
            "stufe",
            "entgeltgruppe",
        ],
    ),
    (
        Column::Site,
        &[
            "site",
            "location",
            "worklocation",
            "officelocation",
            "office",
            "workplace",
            "city",
            "standort",
            "arbeitsort",
            "dienstort",
            "betriebsstätte",
            "werk",
            "ort",
        ],
    ),
    (
        Column::Function,
        &[
            "function",
            "jobfunction",
            "jobfamily",
            "jobtitle",
            "title",
            "position",
            "role",
            "funktion",
            "stelle",
            "stellenbezeichnung",
            "tätigkeit",
            "beruf",
        ],
    ),
];

/// First and last names, where there is no column with both.
const PARTS_OF_NAME: [&[&str]; 2] = [
    &["givenname", "firstname", "namegivenname", "vorname", "rufname"],
    &["familyname", "lastname", "surname", "namefamilyname", "nachname", "familienname"],
];

/// The columns that are known by their names, each with its places.
pub fn known_columns(headers: &[String]) -> Vec<(Column, Vec<usize>)> {
    let headers: Vec<String> = headers.iter().map(|it| bare(it)).collect();
    let place =
        |names: &[&str]| names.iter().find_map(|name| headers.iter().position(|it| it == name));
    let mut known: Vec<(Column, Vec<usize>)> = Vec::new();
    for (column, names) in NAMES {
        if let Some(place) = place(names) {
            known.push((*column, vec![place]));
        }
    }
    let parts: Vec<usize> = PARTS_OF_NAME.iter().filter_map(|names| place(names)).collect();
    let named = known.iter().position(|(column, _)| *column == Column::Name);
    match named {
        // «Name» beside «Vorname» is the last name.
        Some(at) if parts.len() == 1 && headers[known[at].1[0]] == "name" => {
            known[at].1.insert(0, parts[0]);
        }
        Some(_) => {}
        None if parts.is_empty() => {}
        None => known.push((Column::Name, parts)),
    }
    known
}

/// A header in small letters, without its schema (of SCIM, before the last colon) and anything between its letters.
fn bare(header: &str) -> String {
    let name = header.rsplit(':').next().unwrap_or(header);
    name.chars().flat_map(char::to_lowercase).filter(|it| it.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known_of(line: &str) -> Vec<(&'static str, Vec<usize>)> {
        let headers: Vec<String> = line.split(',').map(str::to_owned).collect();
        known_columns(&headers)
            .into_iter()
            .map(|(column, places)| (column.name(), places))
            .collect()
    }

    #[test]
    fn the_usual_exports_are_known() {
        let scim = "id,userName,displayName,emails.value,urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber,department,division,manager.value,costCenter";
        assert_eq!(
            known_of(scim),
            [
                ("id", vec![4]),
                ("name", vec![2]),
                ("email", vec![3]),
                ("unit", vec![5]),
                ("part_of", vec![6]),
                ("manager", vec![7]),
            ]
        );
        let german = "Personal-Nr.,Vorname,Nachname,E-Mail-Adresse,Abteilung,Geschäftsbereich,Vorgesetzte,Ebene,Standort,Stellenbezeichnung";
        assert_eq!(
            known_of(german),
            [
                ("id", vec![0]),
                ("email", vec![3]),
                ("unit", vec![4]),
                ("part_of", vec![5]),
                ("manager", vec![6]),
                ("level", vec![7]),
                ("site", vec![8]),
                ("function", vec![9]),
                ("name", vec![1, 2]),
            ]
        );
        assert_eq!(known_of("ID,Name,Vorname"), [("id", vec![0]), ("name", vec![2, 1])]);
        assert_eq!(known_of("Employee ID,Name,Manager ID,Manager")[2], ("manager", vec![2]));
    }

    #[test]
    fn every_name_is_written_as_it_is_looked_for_and_stands_once() {
        let mut seen = std::collections::BTreeSet::new();
        let parts = PARTS_OF_NAME.iter().copied();
        for name in NAMES.iter().map(|(_, names)| *names).chain(parts).flatten() {
            assert_eq!(*name, bare(name));
            assert!(seen.insert(name), "{name} stands twice");
        }
    }
}
