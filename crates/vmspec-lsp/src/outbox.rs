//! What is sent to the client.

use lsp_server::{Connection, Message, Notification, Request, RequestId, Response};
use lsp_types::notification;
use lsp_types::request;
use lsp_types::{
    LogMessageParams, MessageType, NumberOrString, ProgressParams, ProgressParamsValue, WorkDoneProgress,
    WorkDoneProgressBegin, WorkDoneProgressCreateParams, WorkDoneProgressEnd, WorkDoneProgressReport,
};
use serde::Serialize;

/// The way to the client.
pub(crate) struct Outbox(pub(crate) Connection);

impl Outbox {
    fn send(&self, message: Message) {
        // A client that is gone is noticed when the next message is read.
        let _ = self.0.sender.send(message);
    }

    pub(crate) fn answer(&self, response: Response) {
        self.send(response.into());
    }

    pub(crate) fn tell<N: notification::Notification>(&self, params: impl Serialize) {
        self.send(Notification::new(N::METHOD.to_owned(), params).into());
    }

    pub(crate) fn log(&self, message: String) {
        self.tell::<notification::LogMessage>(LogMessageParams { typ: MessageType::ERROR, message });
    }

    /// Asks for something; the id says later what is answered.
    pub(crate) fn ask<R: request::Request>(&self, id: &str, params: impl Serialize) {
        let id = RequestId::from(id.to_owned());
        self.send(Request::new(id, R::METHOD.to_owned(), params).into());
    }
}

/// Fewer files are read before anybody wonders.
const MANY_FILES: usize = 200;

/// Tells how far the reading of many files has come, to clients that show it.
pub(crate) struct Progress<'o> {
    /// Nothing while there is nothing to tell.
    outbox: Option<&'o Outbox>,
    token: NumberOrString,
    total: usize,
    done: usize,
}

impl<'o> Progress<'o> {
    /// Begins to tell if the client shows such things. Each number is used once.
    pub(crate) fn new(outbox: &'o Outbox, is_shown: bool, number: usize) -> Self {
        let token = NumberOrString::String(format!("vmspec/reading/{number}"));
        Self { outbox: is_shown.then_some(outbox), token, total: 0, done: 0 }
    }

    /// Says how many files there are to read.
    pub(crate) fn begin(&mut self, total: usize) {
        self.outbox = self.outbox.filter(|_| total >= MANY_FILES);
        self.total = total;
        let Some(outbox) = self.outbox else { return };
        let NumberOrString::String(id) = &self.token else { return };
        let params = WorkDoneProgressCreateParams { token: self.token.clone() };
        outbox.ask::<request::WorkDoneProgressCreate>(id, params);
        self.tell(WorkDoneProgress::Begin(WorkDoneProgressBegin {
            title: "vmspec: reading manifests".to_owned(),
            cancellable: Some(false),
            message: Some(format!("{total} files")),
            percentage: Some(0),
        }));
    }

    /// Says that another file has been read.
    pub(crate) fn advance(&mut self) {
        let before = self.percentage();
        self.done += 1;
        let percentage = self.percentage();
        if percentage / 10 > before / 10 {
            let message = Some(format!("{} of {} files", self.done, self.total));
            let report =
                WorkDoneProgressReport { cancellable: Some(false), message, percentage: Some(percentage) };
            self.tell(WorkDoneProgress::Report(report));
        }
    }

    fn percentage(&self) -> u32 {
        let percentage = (self.done * 100).checked_div(self.total).unwrap_or_default();
        u32::try_from(percentage).map_or(100, |percentage| percentage.min(100))
    }

    fn tell(&self, progress: WorkDoneProgress) {
        let Some(outbox) = self.outbox else { return };
        let value = ProgressParamsValue::WorkDone(progress);
        outbox.tell::<notification::Progress>(ProgressParams { token: self.token.clone(), value });
    }
}

impl Drop for Progress<'_> {
    /// Ends what was begun, even by a panic.
    fn drop(&mut self) {
        if self.total > 0 {
            self.tell(WorkDoneProgress::End(WorkDoneProgressEnd { message: None }));
        }
    }
}
