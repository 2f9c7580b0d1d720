//! Threads for posters: each of its own, with a large stack and a pool of one thread. The work
//! stealing that Typst nests inside a shared pool overflows the stack.

use std::sync::atomic::{AtomicUsize, Ordering};

/// Stack of threads that lay out posters, which recurse with the depth of the text.
const STACK: usize = 16 << 20;

/// Does `work` for every task, on as many threads as told (0: all cores).
pub fn each<T: Sync, R: Send>(tasks: &[T], jobs: usize, work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = if jobs == 0 { cores } else { jobs }.min(tasks.len());
    let next = AtomicUsize::new(0);
    let share = || {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(1)
            .stack_size(STACK)
            .build();
        let mut results = Vec::new();
        while let Some(task) = tasks.get(next.fetch_add(1, Ordering::Relaxed)) {
            results.push(match &pool {
                Ok(pool) => pool.install(|| work(task)),
                Err(_) => work(task),
            });
        }
        results
    };
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|_| {
                std::thread::Builder::new()
                    .stack_size(STACK)
                    .spawn_scoped(scope, share)
            })
            .collect();
        let mut results = Vec::new();
        for worker in workers {
            match worker.map(std::thread::ScopedJoinHandle::join) {
                Ok(Ok(done)) => results.extend(done),
                Ok(Err(panic)) => std::panic::resume_unwind(panic),
                // Without a thread its share is done by the others, or here.
                Err(_) => results.extend(share()),
            }
        }
        results
    })
}
