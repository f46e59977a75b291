//! In which language a caller is answered: the one that `Accept-Language` asks for, English by default.

use std::future::poll_fn;
use std::pin::pin;

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;
use windrose_core::view::wording::Language;

/// The language that a request asks for.
pub fn asked_for(headers: &HeaderMap) -> Language {
    let mut named = headers.get_all(ACCEPT_LANGUAGE).iter().filter_map(|it| it.to_str().ok());
    // Programs send none, and browsers one.
    let (Some(first), second) = (named.next(), named.next()) else { return Language::accepted("") };
    let Some(second) = second else { return Language::accepted(first) };
    let all: Vec<&str> = [first, second].into_iter().chain(named).collect();
    Language::accepted(&all.join(","))
}

/// A future within which a language is spoken. Which language that is belongs to the thread, and a future may go on
/// another thread after each wait, and others run on this one meanwhile: so it is said around every poll.
pub async fn speaking<T>(language: Language, work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    poll_fn(|cx| language.speak(|| work.as_mut().poll(cx))).await
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[tokio::test]
    async fn each_future_speaks_its_own_language_however_they_take_turns() {
        let says = |language| {
            speaking(language, async {
                let mut said = Vec::new();
                for _ in 0..3 {
                    said.push(Language::spoken());
                    tokio::task::yield_now().await;
                }
                said
            })
        };
        let (german, english) = tokio::join!(says(Language::German), says(Language::English));
        assert_eq!(german, [Language::German; 3]);
        assert_eq!(english, [Language::English; 3]);
        assert_eq!(Language::spoken(), Language::English);
    }

    #[test]
    fn several_headers_are_read_as_one() {
        let mut headers = HeaderMap::new();
        assert_eq!(asked_for(&headers), Language::English);
        headers.append(ACCEPT_LANGUAGE, HeaderValue::from_static("fr, en;q=0.2"));
        headers.append(ACCEPT_LANGUAGE, HeaderValue::from_static("de;q=0.5"));
        assert_eq!(asked_for(&headers), Language::German);
    }
}
