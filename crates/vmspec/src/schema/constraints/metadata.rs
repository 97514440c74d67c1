//! Names and namespaces.

use serde_json::json;

use super::{LABEL, Structs};
use crate::model::name::LABEL_MAX;
use crate::platform::Platform;
use crate::schema::Kind;

const METADATA: &str = "Metadata";

pub(super) fn add(structs: &mut Structs<'_>, kind: Kind, platform: &Platform, is_strict: bool) {
    structs.require(METADATA, &["name"]);
    let (what, most) = (kind.name(), kind.name_max());
    structs.narrow(
        METADATA,
        "name",
        json!({
            "minLength": 1,
            "maxLength": most,
            "pattern": LABEL,
            "patternErrorMessage": format!(
                "the name of a {what} has lower-case letters, digits and `-`, a letter first and no `-` at the end"
            ),
        }),
    );
    // Hikube's documentation writes `default` where the reader's own namespace belongs.
    let stand_in = if platform.follows_documentation() && !is_strict { "|default" } else { "" };
    structs.narrow(
        METADATA,
        "namespace",
        json!({
            "maxLength": LABEL_MAX,
            "pattern": format!("^(tenant-([-a-z0-9]*[a-z0-9])?{stand_in})?$"),
            "patternErrorMessage": "the namespace is that of a tenant: `tenant-` and its name in lower-case letters, digits and `-`",
        }),
    );
}
