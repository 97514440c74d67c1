//! The values of the charts that the platform renders resources with.

use serde_json::{Map, Value, json};

use super::{BASE, Draft, Flavour, Kind, in_order, keywords, standard};
use crate::platform::Platform;

/// A `values.schema.json` for the chart of a kind, to stand in place of the one that Cozystack ships.
///
/// It refuses what that one refuses, and what Kubernetes, KubeVirt and CDI refuse later. Values that the chart does not
/// know stay possible, since the platform adds its own.
///
/// ```
/// use vmspec::schema::{Kind, values};
///
/// let schema = values(Kind::VMDisk);
/// assert_eq!(schema["properties"]["storage"]["default"], "5Gi");
/// assert!(schema.get("additionalProperties").is_none());
/// ```
pub fn values(kind: Kind) -> Value {
    let mut resource = keywords(kind, &Platform::cozystack(), Flavour::Editor, Draft::Draft07);
    let mut root = Map::new();
    root.insert("$schema".to_owned(), json!("http://json-schema.org/draft-07/schema#"));
    root.insert("$id".to_owned(), json!(format!("{BASE}v1/charts/{}/values.schema.json", kind.chart())));
    let Some(Value::Object(mut definitions)) = resource.shift_remove("definitions") else {
        return Value::Object(root);
    };
    let Some(Value::Object(mut spec)) = definitions.shift_remove(kind.spec()) else {
        return Value::Object(root);
    };
    spec.shift_remove("additionalProperties");
    spec.insert("title".to_owned(), json!(format!("Values of the chart {}", kind.chart())));
    definitions.retain(|name, _| !matches!(name.as_str(), "Metadata" | "Status" | "Condition"));
    spec.insert("definitions".to_owned(), Value::Object(definitions));
    let mut schema = schemars::Schema::from(spec);
    // Cozystack's console reads these in the chart's own schema.
    standard::reduce_but(&mut schema, &["x-cozystack-options", "x-kubernetes-int-or-string"]);
    root.append(&mut in_order(schema));
    Value::Object(root)
}
