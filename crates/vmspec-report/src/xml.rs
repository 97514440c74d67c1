//! XML in memory.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, Event};

/// A document with its declaration and a final line end. Characters that XML can't hold must have been replaced before.
pub(crate) fn document(write: impl FnOnce(&mut Writer<Vec<u8>>) -> io::Result<()>) -> String {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    let declaration = Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None));
    // Writing to memory can't fail.
    let written = writer.write_event(declaration).and_then(|()| write(&mut writer));
    let mut bytes = writer.into_inner();
    if written.is_err() {
        bytes.clear();
    }
    bytes.push(b'\n');
    String::from_utf8(bytes).unwrap_or_default()
}
