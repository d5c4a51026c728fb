/// Values that wait for the list or object they belong to to be complete.
///
/// They are moved out in one go, so that each list is allocated once, in its size.
struct JSONStack<Element>: ~Copyable {
    private var base: UnsafeMutablePointer<Element>
    private var capacity: Int
    private(set) var count = 0

    init(capacity: Int) {
        base = .allocate(capacity: capacity)
        self.capacity = capacity
    }

    deinit {
        base.deinitialize(count: count)
        base.deallocate()
    }

    @inline(__always)
    mutating func push(_ element: consuming Element) {
        if count == capacity { grow() }
        (base + count).initialize(to: element)
        count += 1
    }

    /// Changes the element pushed last; there must be one.
    @inline(__always)
    mutating func modifyTop(_ change: (inout Element) -> Void) { change(&base[count - 1]) }

    /// Takes all elements from a place on.
    @inline(__always)
    mutating func pop(from start: Int) -> [Element] {
        let size = count - start
        let array = [Element](unsafeUninitializedCapacity: size) { buffer, initialized in
            buffer.baseAddress?.moveInitialize(from: base + start, count: size)
            initialized = size
        }
        count = start
        return array
    }

    @inline(never)
    private mutating func grow() {
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity * 2)
        larger.moveInitialize(from: base, count: count)
        base.deallocate()
        base = larger
        capacity *= 2
    }
}
