extension StringProtocol {
    /// Whether both are the same bytes.
    ///
    /// `==` on strings is canonical equivalence, in which two spellings of `é` are one; what an
    /// environment printed is compared byte for byte.
    public func isIdentical(to other: some StringProtocol) -> Bool {
        utf8.elementsEqual(other.utf8)
    }
}
