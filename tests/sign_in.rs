//! Signing in on the pages, as a browser does it: a link opens once and in its time, a session ends, another site gets
//! nothing, and whoever came for one pilot sees nothing else.
#![allow(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

mod house;

use std::thread;

use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use windrose_core::rules::access::{INVITE_LIFE, LOGIN_LIFE, PILOT_SESSION_LIFE, SESSION_LIFE};

use house::{Answer, House, INITIATIVE};

const SECOND: SignedDuration = SignedDuration::from_secs(1);

#[test]
fn a_link_is_shown_first_used_once_and_never_again() {
    let house = House::open();
    let path = house.link("lead");
    // Looking does not use it up, however often: programs that look for harmful mail open links too.
    for _ in 0..3 {
        let shown = house.get(&path, None);
        assert_eq!(shown.status, 200);
        assert!(shown.body.contains("Sign in as Lead") && shown.cookie.is_none(), "{}", shown.body);
    }
    let signed = house.post(&path, None, &[]);
    assert_eq!((signed.status, signed.location.as_deref()), (303, Some("/")));
    let cookie = signed.cookie.unwrap();
    let flags = format!("; Path=/; Max-Age={}; HttpOnly; SameSite=Lax", SESSION_LIFE.as_secs());
    assert!(cookie.starts_with("windrose=wrs_") && cookie.ends_with(&flags), "{cookie}");
    let session = pair(&cookie);
    assert_eq!(house.get("/", Some(&session)).status, 200);
    // Whoever is signed in already need not be told how.
    assert_eq!(house.get("/sign-in", Some(&session)).location.as_deref(), Some("/"));

    for again in [house.get(&path, None), house.post(&path, None, &[])] {
        assert_eq!(again.status, 410);
        assert!(again.body.contains("has been used already"), "{}", again.body);
        assert!(again.body.contains("windrose login") && again.cookie.is_none(), "{}", again.body);
    }
    // Nobody is told of a link that there is not, nor let in by a part of one.
    for bad in ["/sign-in/x", "/sign-in/wrl_aaaaaaaaaaaa_b", &path[..path.len() - 1]] {
        assert_eq!(house.get(bad, None).status, 410, "{bad}");
        let refused = house.post(bad, None, &[]);
        assert!(refused.status == 410 && refused.cookie.is_none(), "{bad}: {}", refused.status);
    }
}

#[test]
fn nobody_sees_a_page_without_a_session() {
    let house = House::open();
    for path in ["/", "/inbox", "/i/change", "/i/change/invite/pilot-1"] {
        let to = house.get(path, None);
        assert_eq!((to.status, to.location.as_deref()), (303, Some("/sign-in")), "{path}");
        // A token is no session, nor is a session that nobody began.
        for cookie in [format!("windrose={}", house.admin), "windrose=wrs_a_b".to_owned()] {
            assert_eq!(house.get(path, Some(&cookie)).status, 303, "{path} {cookie}");
        }
    }
    let how = house.get("/sign-in", None);
    assert_eq!(how.status, 200);
    assert!(how.body.contains("windrose login"), "{}", how.body);
    // A session opens pages, and no calls.
    let session = house.sign_in("lead");
    let call = json!({"jsonrpc": "2.0", "id": 1, "method": "initiative_list"}).to_string();
    assert_eq!(house.send("/rpc", Some(&session), &[], "application/json", &call).status, 401);
}

#[test]
fn a_link_and_a_session_run_out() {
    let house = House::open();
    let (late, in_time) = (house.link("lead"), house.link("lead"));
    house.pass(LOGIN_LIFE - SECOND);
    let session = pair(&house.post(&in_time, None, &[]).cookie.unwrap());
    house.pass(SECOND);
    for answer in [house.get(&late, None), house.post(&late, None, &[])] {
        assert_eq!(answer.status, 410);
        assert!(answer.body.contains("has run out"), "{}", answer.body);
    }
    house.pass(SESSION_LIFE - SECOND - SECOND);
    assert_eq!(house.get("/", Some(&session)).status, 200);
    house.pass(SECOND);
    assert_eq!(house.get("/", Some(&session)).location.as_deref(), Some("/sign-in"));
}

#[test]
fn of_two_who_use_a_link_at_once_one_is_let_in() {
    let house = House::open();
    for _ in 0..8 {
        let path = house.link("lead");
        let statuses: Vec<u16> = thread::scope(|scope| {
            let tries: Vec<_> =
                (0..4).map(|_| scope.spawn(|| house.post(&path, None, &[]))).collect();
            tries.into_iter().map(|it| it.join().unwrap().status).collect()
        });
        let let_in = statuses.iter().filter(|it| **it == 303).count();
        let refused = statuses.iter().filter(|it| **it == 410).count();
        assert_eq!((let_in, refused), (1, 3), "{statuses:?}");
    }
}

#[test]
fn signing_out_ends_the_session_and_another_link_ends_the_one_before() {
    let house = House::open();
    let (session, other) = (house.sign_in("lead"), house.sign_in("lead"));
    let out = house.post("/sign-out", Some(&session), &[]);
    assert_eq!((out.status, out.location.as_deref()), (303, Some("/sign-in")));
    assert!(out.cookie.unwrap().starts_with("windrose=; Path=/; Max-Age=0;"));
    assert_eq!(house.get("/", Some(&session)).location.as_deref(), Some("/sign-in"));
    assert_eq!(house.get("/", Some(&other)).status, 200);
    // Out is out, however often.
    assert_eq!(house.post("/sign-out", Some(&session), &[]).status, 303);

    let next = house.post(&house.link("owner"), Some(&other), &[]);
    let next = pair(&next.cookie.unwrap());
    assert_eq!(house.get("/", Some(&next)).status, 200);
    assert_eq!(house.get("/", Some(&other)).status, 303);
}

#[test]
fn a_session_is_there_after_a_restart_and_a_used_link_stays_used() {
    let house = House::open();
    let path = house.link("lead");
    let session = pair(&house.post(&path, None, &[]).cookie.unwrap());
    let unused = house.link("owner");
    let house = house.restart();
    assert_eq!(house.get("/", Some(&session)).status, 200);
    assert_eq!(house.post(&path, None, &[]).status, 410);
    assert_eq!(house.post(&unused, None, &[]).status, 303);
}

#[test]
fn what_another_site_sends_is_refused() {
    let house = House::open();
    let session = house.sign_in("lead");
    let host = house.url.strip_prefix("http://").unwrap().to_owned();
    let invite = "/i/change/invite/pilot-1";
    for from in [
        &[("Sec-Fetch-Site", "cross-site")][..],
        &[("Sec-Fetch-Site", "same-site")],
        &[("Origin", "https://elsewhere.example.org")],
        &[("Origin", "null")],
    ] {
        let path = house.link("owner");
        for (to, cookie) in
            [(path.as_str(), None), ("/sign-out", Some(session.as_str())), (invite, Some(&session))]
        {
            let refused = house.post(to, cookie, from);
            assert!(
                refused.status == 403 && refused.cookie.is_none(),
                "{to} {from:?}: {}",
                refused.status
            );
        }
        assert_eq!(house.get("/", Some(&session)).status, 200, "still signed in");
        assert_eq!(house.get(&path, None).status, 200, "still unused");
    }
    let origin = format!("http://{host}");
    for from in [("Sec-Fetch-Site", "same-origin"), ("Origin", origin.as_str())] {
        assert_eq!(house.post(&house.link("owner"), None, &[from]).status, 303, "{from:?}");
    }
}

#[test]
fn whoever_came_for_one_pilot_sees_nothing_else() {
    let house = House::open();
    let made = house.call(
        "lead",
        "invite_create",
        json!({
            "initiative": INITIATIVE, "pilot": "pilot-1", "person": "pilot-lead",
        }),
    );
    let made = made.unwrap();
    let path = made["path"].as_str().unwrap().to_owned();
    assert_eq!(made["url"], format!("{}{path}", house.url));
    let until: Timestamp = made["expires_at"].as_str().unwrap().parse().unwrap();
    assert_eq!(until.duration_since(house.now()), INVITE_LIFE);
    assert!(made["qr"].as_str().unwrap().starts_with("<svg "));

    let shown = house.get(&path, None);
    for words in ["Sign in as Pilot-lead", "Coaching leads", "A change"] {
        assert!(shown.body.contains(words), "`{words}` is not in {}", shown.body);
    }
    let signed = house.post(&path, None, &[]);
    assert_eq!(signed.location.as_deref(), Some("/p/change/pilot-1"));
    let cookie = signed.cookie.unwrap();
    assert!(cookie.contains(&format!("Max-Age={};", PILOT_SESSION_LIFE.as_secs())), "{cookie}");
    let session = pair(&cookie);
    for path in
        ["/", "/inbox", "/start", "/i/change", "/i/change/people", "/i/change/invite/pilot-1"]
    {
        let away = house.get(path, Some(&session));
        assert_eq!(
            (away.status, away.location.as_deref()),
            (303, Some("/p/change/pilot-1")),
            "{path}"
        );
    }
    let refused = house.post("/i/change/invite/pilot-1", Some(&session), &[]);
    assert_eq!(refused.location.as_deref(), Some("/p/change/pilot-1"));
    assert_eq!(house.post("/sign-out", Some(&session), &[]).status, 303);
}

#[test]
fn who_leads_invites_on_a_page_without_a_script() {
    let house = House::open();
    let lead = house.sign_in("lead");
    let page = house.get("/i/change/invite/pilot-1", Some(&lead));
    assert_eq!(page.status, 200);
    for words in ["Coaching leads", "value=\"pilot-lead\"", "value=\"lead\""] {
        assert!(page.body.contains(words), "`{words}` is not in {}", page.body);
    }
    assert!(!page.body.contains("value=\"viewer\""), "who may not record is not offered");
    let made = house.form("/i/change/invite/pilot-1", &lead, "person=pilot-lead");
    assert_eq!(made.status, 200);
    let link = made.body.split("/sign-in/wrl_").nth(1).unwrap().split('"').next().unwrap();
    assert!(made.body.contains("<svg ") && !made.body.contains("style="), "{}", made.body);
    assert_eq!(house.post(&format!("/sign-in/wrl_{link}"), None, &[]).status, 303);

    // Refusals are a help, and nothing chosen is lost.
    let refused = house.form("/i/change/invite/pilot-1", &lead, "person=viewer");
    assert_eq!(refused.status, 400);
    assert!(
        refused.body.contains("viewer holds no role that may record in change"),
        "{}",
        refused.body
    );
    let viewer = house.sign_in("viewer");
    let refused = house.form("/i/change/invite/pilot-1", &viewer, "person=pilot-lead");
    assert_eq!(refused.status, 400);
    assert!(refused.body.contains("role owner or lead"), "{}", refused.body);
    for none in ["/i/change/invite/pilot-9", "/i/change/invite/scope-1", "/i/other/invite/pilot-1"]
    {
        assert_eq!(house.get(none, Some(&lead)).status, 404, "{none}");
    }
}

#[test]
fn over_plain_http_that_others_can_read_nobody_signs_in() {
    let house = House::at(Some("http://change.example.org"));
    let path = house.link("lead");
    let refused: [Answer; 3] =
        [house.get("/sign-in", None), house.get(&path, None), house.post(&path, None, &[])];
    for answer in refused {
        assert!(
            answer.body.contains("not encrypted") && answer.cookie.is_none(),
            "{}",
            answer.body
        );
    }
    // Behind TLS the cookie is for TLS only, and the link was not used up by trying.
    let house = House::at(Some("https://change.example.org/"));
    let made = house.call("lead", "login_create", json!({})).unwrap();
    assert!(made["url"].as_str().unwrap().starts_with("https://change.example.org/sign-in/wrl_"));
    let signed = house.post(made["path"].as_str().unwrap(), None, &[]);
    let cookie = signed.cookie.unwrap();
    assert!(cookie.starts_with("__Host-windrose=wrs_") && cookie.ends_with("; Secure"), "{cookie}");
    assert_eq!(house.get("/", Some(&pair(&cookie))).status, 200);
    let plain = pair(&cookie).replace("__Host-", "");
    assert_eq!(house.get("/", Some(&plain)).status, 303, "only under its own name");
}

/// Name and value of a cookie, as a browser sends them back.
fn pair(cookie: &str) -> String {
    cookie.split(';').next().unwrap().to_owned()
}
