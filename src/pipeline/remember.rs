//! What a session leaves in the cache of a site, and takes from it: records, place by place, and
//! the ledger of an output folder.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Ledger, Session};
use crate::cache::Cache;
use crate::load::{Document, Kept, Parts, Stamp};
use crate::model::record::Record;
use crate::model::{Memory, PlaceId};
use crate::paths::InputPath;
use crate::source::{self, Hash, Source};

/// How names of shards begin.
const SHARD: &str = "records-";

/// The records of one place, as they are written.
#[derive(Serialize)]
struct ShardRef<'s> {
    digest: Hash,
    environment: Hash,
    records: Vec<KeptRef<'s>>,
}

#[derive(Serialize)]
struct KeptRef<'s> {
    path: &'s InputPath,
    stamp: &'s Stamp,
    text: &'s str,
    hash: Hash,
    parts: &'s Option<Parts>,
    record: &'s Record,
}

/// The same, as they are read.
#[derive(Deserialize)]
struct Shard {
    /// Hash of what its records were read from: another one when they may be others.
    digest: Hash,
    environment: Hash,
    records: Vec<KeptRecord>,
}

#[derive(Deserialize)]
struct KeptRecord {
    path: InputPath,
    stamp: Stamp,
    text: Box<str>,
    hash: Hash,
    parts: Option<Parts>,
    record: Record,
}

impl Session {
    /// Takes from the cache what an earlier run read. It counts as far as the files did not change.
    pub fn recall(&mut self, cache: &Cache) {
        let names = cache.names(SHARD);
        let mut shards: Vec<(String, Shard)> = names
            .into_par_iter()
            .filter_map(|name| {
                let shard = postcard::from_bytes(&cache.read(&name)?).ok()?;
                Some((name, shard))
            })
            .collect();
        // What an interrupted run left may have been read in other surroundings than the rest. Of
        // shards that two runs wrote in the same ones, each record is believed by its own stamp.
        let Some(environment) = shards.first().map(|(_, shard)| shard.environment) else {
            return;
        };
        shards.retain(|(_, shard)| shard.environment == environment);
        self.shards = shards
            .iter()
            .map(|(name, shard)| (name.clone(), shard.digest))
            .collect();
        let mut known: Vec<(Kept, Record)> = shards
            .into_par_iter()
            .flat_map_iter(|(_, shard)| shard.records.into_iter().map(KeptRecord::known))
            .collect();
        known.par_sort_unstable_by(|a, b| a.0.document.path().cmp(b.0.document.path()));
        let documents: Vec<_> = known
            .iter()
            .map(|(kept, _)| Arc::clone(&kept.document))
            .collect();
        let (kept, records): (Vec<Kept>, Vec<Record>) = known.into_iter().unzip();
        let records = documents.into_iter().zip(records).collect();
        self.know(kept, Memory::knowing(environment, records));
    }

    /// Leaves in the cache what was read, for another run. Only what changed is written.
    pub fn remember(&mut self, cache: &Cache) {
        if !self.has_read_more() {
            return;
        }
        let (tree, memory) = self.known();
        let mut places: BTreeMap<PlaceId, Vec<KeptRef<'_>>> = BTreeMap::new();
        for (document, record) in memory.faultless() {
            let path = document.path();
            let Some(stamp) = tree.stamp(path).filter(|_| tree.is_faultless(path)) else {
                continue;
            };
            places.entry(record.place).or_default().push(KeptRef {
                path,
                stamp,
                text: &document.source.text,
                hash: document.source.hash,
                parts: &document.parts,
                record,
            });
        }
        let environment = memory.environment();
        let places: Vec<Vec<KeptRef<'_>>> = places.into_values().collect();
        let shards: BTreeMap<String, Hash> = places
            .into_par_iter()
            .filter_map(|records| {
                let folder = records.first()?.record.place_folder();
                let name = format!("{SHARD}{}", source::hex(&source::hash(folder.as_bytes())));
                let digest = digest(environment, &records);
                if self.shards.get(&name) != Some(&digest) {
                    let shard = ShardRef {
                        digest,
                        environment,
                        records,
                    };
                    let bytes = postcard::to_extend(&shard, Vec::new()).ok()?;
                    // Without it the next run only takes longer.
                    cache.write(&name, &bytes).ok()?;
                }
                Some((name, digest))
            })
            .collect();
        if self.shards.keys().any(|name| !shards.contains_key(name)) {
            cache.retain(SHARD, |name| shards.contains_key(name));
        }
        self.shards = shards;
    }
}

/// Hash of everything that decides on the records of a shard.
fn digest(environment: Hash, records: &[KeptRef<'_>]) -> Hash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&environment);
    for kept in records {
        hasher.update(kept.path.as_str().as_bytes());
        hasher.update(&kept.hash);
        hasher.update(&kept.stamp.to_bytes());
        // What lies beside a record decides on it as well, by its size.
        for (file, _) in &kept.record.attachments {
            hasher.update(&file.size.to_le_bytes());
        }
    }
    source::short(&hasher.finalize())
}

impl KeptRecord {
    fn known(self) -> (Kept, Record) {
        let source = Arc::new(Source {
            path: self.path,
            text: self.text,
            hash: self.hash,
        });
        let document = Document {
            source,
            parts: self.parts,
        };
        let kept = Kept {
            stamp: self.stamp,
            document: Arc::new(document),
        };
        (kept, self.record)
    }
}

impl Ledger {
    /// The ledger of an output folder; empty if there is none.
    pub fn recall(cache: &Cache, output: &Path) -> Self {
        let bytes = cache.read(&name_of(output));
        bytes
            .and_then(|bytes| postcard::from_bytes(&bytes).ok())
            .unwrap_or_default()
    }

    /// Leaves the ledger of an output folder for another run.
    pub fn remember(&self, cache: &Cache, output: &Path) {
        if let Ok(bytes) = postcard::to_extend(self, Vec::new()) {
            // Without it the next run only takes longer.
            let _ = cache.write(&name_of(output), &bytes);
        }
    }
}

fn name_of(output: &Path) -> String {
    let hash = source::hash(output.as_os_str().as_encoded_bytes());
    format!("ledger-{}", source::hex(&hash))
}
