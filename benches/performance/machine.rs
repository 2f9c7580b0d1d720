//! The machine on which figures are measured, in one line.

use std::fs;
use std::path::Path;
use std::thread;

/// Processor, cores, kernel, file systems and load.
pub fn describe(folders: &[&Path]) -> String {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let processors = read("/proc/cpuinfo");
    let model = processors
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .map_or("unknown processor", |rest| {
            rest.trim_start_matches([' ', '\t', ':'])
        });
    let memory = read("/proc/meminfo");
    let memory = memory
        .split_whitespace()
        .nth(1)
        .and_then(|kilobytes| kilobytes.parse::<u64>().ok())
        .map_or(0, |kilobytes| kilobytes / 1_000_000);
    let kernel = read("/proc/sys/kernel/osrelease");
    let systems: Vec<String> = folders.iter().map(|folder| file_system(folder)).collect();
    format!(
        "{model}, {cores} cores, {memory} GB, Linux {}, {}; load at the start: {}",
        kernel.trim(),
        systems.join(" and "),
        load()
    )
}

/// How many processes want to run, in the mean of the last 1, 5 and 15 minutes.
pub fn load() -> String {
    let load = read("/proc/loadavg");
    load.split(' ').take(3).collect::<Vec<_>>().join(" ")
}

/// The kind of file system on which a folder lies.
fn file_system(folder: &Path) -> String {
    let mounts = read("/proc/self/mounts");
    mounts
        .lines()
        .filter_map(|line| {
            let mut words = line.split(' ').skip(1);
            Some((words.next()?, words.next()?))
        })
        .filter(|(mount, _)| folder.starts_with(mount))
        .max_by_key(|(mount, _)| mount.len())
        .map_or_else(|| "unknown".to_owned(), |(_, kind)| kind.to_owned())
}

fn read(file: &str) -> String {
    fs::read_to_string(file).unwrap_or_default()
}
