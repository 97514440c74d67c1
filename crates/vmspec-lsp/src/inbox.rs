//! The client's messages, read ahead as far as they have come.

use std::collections::VecDeque;
use std::sync::mpsc::{self, Receiver};

use lsp_server::{Connection, Message, RequestId};
use lsp_types::notification::{Cancel, Notification as _};
use lsp_types::{CancelParams, NumberOrString};

/// The client's messages, in order.
///
/// The connection hands over one message at a time and can't say whether there is another. Here they queue up, so that a
/// request can be called off before it is answered, and findings are told when nothing more has been typed.
#[derive(Debug)]
pub(crate) struct Inbox {
    incoming: Receiver<Message>,
    waiting: VecDeque<Message>,
}

impl Inbox {
    /// Takes what comes in over a connection from now on.
    pub(crate) fn new(connection: &Connection) -> Self {
        let receiver = connection.receiver.clone();
        let (sender, incoming) = mpsc::channel();
        // Ends when the client has gone, or nobody takes its messages any more.
        std::thread::spawn(move || {
            for message in receiver {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        Self { incoming, waiting: VecDeque::new() }
    }

    /// The next message; waits for it. Nothing if the client has gone.
    pub(crate) fn next(&mut self) -> Option<Message> {
        self.waiting.pop_front().or_else(|| self.incoming.recv().ok())
    }

    /// Whether nothing has come that is still to be read.
    pub(crate) fn is_empty(&mut self) -> bool {
        self.read_ahead();
        self.waiting.is_empty()
    }

    /// Whether the client has called a request off since.
    pub(crate) fn is_called_off(&mut self, id: &RequestId) -> bool {
        self.read_ahead();
        self.waiting.iter().any(|message| called_off(message).as_ref() == Some(id))
    }

    fn read_ahead(&mut self) {
        self.waiting.extend(self.incoming.try_iter());
    }
}

/// The request that a message calls off.
pub(crate) fn called_off(message: &Message) -> Option<RequestId> {
    let Message::Notification(note) = message else { return None };
    if note.method != Cancel::METHOD {
        return None;
    }
    let params: CancelParams = serde_json::from_value(note.params.clone()).ok()?;
    Some(match params.id {
        NumberOrString::Number(number) => number.into(),
        NumberOrString::String(text) => text.into(),
    })
}

#[cfg(test)]
mod tests {
    use lsp_server::{Notification, Request};
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_called_off_is_known_before_its_turn() {
        let (server, client) = Connection::memory();
        let mut inbox = Inbox::new(&server);
        let send = |message: Message| client.sender.send(message).unwrap();
        for id in [1, 2] {
            send(Request::new(id.into(), "textDocument/hover".to_owned(), json!({})).into());
        }
        for id in [json!(2), json!("3")] {
            send(Notification::new("$/cancelRequest".to_owned(), json!({"id": id})).into());
        }
        while inbox.waiting.len() < 4 {
            std::thread::yield_now();
            inbox.read_ahead();
        }
        assert!(!inbox.is_called_off(&1.into()));
        assert!(inbox.is_called_off(&2.into()));
        assert!(inbox.is_called_off(&"3".to_owned().into()));
        drop(client);
        let order: Vec<_> = std::iter::from_fn(|| inbox.next()).map(|message| called_off(&message)).collect();
        assert_eq!(order, [None, None, Some(2.into()), Some("3".to_owned().into())]);
        assert!(inbox.is_empty());
    }
}
