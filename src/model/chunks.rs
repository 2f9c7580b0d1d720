//! A long list of which a copy costs little and shares what neither changes.

use std::ops::Index;
use std::sync::Arc;

/// Items that lie together and are copied together when one of them changes.
const SIZE: usize = 64;

/// A list in chunks.
#[derive(Debug, Clone)]
pub(super) struct Chunks<T>(Vec<Arc<[T]>>);

impl<T> Default for Chunks<T> {
    fn default() -> Self {
        Chunks(Vec::new())
    }
}

impl<T: Clone> Chunks<T> {
    /// As many copies of one item.
    pub(super) fn of(item: &T, count: usize) -> Self {
        let chunk = |at: usize| vec![item.clone(); SIZE.min(count - at)].into();
        Chunks((0..count).step_by(SIZE).map(chunk).collect())
    }

    /// An item to change.
    pub(super) fn get_mut(&mut self, at: usize) -> Option<&mut T> {
        Arc::make_mut(self.0.get_mut(at / SIZE)?).get_mut(at % SIZE)
    }
}

impl<T> Chunks<T> {
    /// An item.
    pub(super) fn get(&self, at: usize) -> Option<&T> {
        self.0.get(at / SIZE)?.get(at % SIZE)
    }

    /// All items.
    pub(super) fn iter(&self) -> impl Iterator<Item = &T> {
        self.0.iter().flat_map(|chunk| chunk.iter())
    }
}

impl<T> Index<usize> for Chunks<T> {
    type Output = T;

    fn index(&self, at: usize) -> &T {
        &self.0[at / SIZE][at % SIZE]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_shares_what_does_not_change() {
        let mut first = Chunks::of(&0, 3 * SIZE - 1);
        for at in 0..3 * SIZE - 1 {
            *first.get_mut(at).expect("an item") = at;
        }
        let mut second = first.clone();
        *second.get_mut(SIZE).expect("an item") = 0;
        assert_eq!((first[SIZE], second[SIZE]), (SIZE, 0));
        assert!(Arc::ptr_eq(&first.0[0], &second.0[0]));
        assert!(!Arc::ptr_eq(&first.0[1], &second.0[1]));
        assert!(Arc::ptr_eq(&first.0[2], &second.0[2]));
        assert_eq!(
            first.iter().copied().collect::<Vec<_>>(),
            (0..3 * SIZE - 1).collect::<Vec<_>>()
        );
        assert_eq!(first.get(3 * SIZE - 1), None);
    }
}
