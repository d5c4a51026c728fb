import Foundation

/// The file that is handed to methods that want one: every byte once and a line feed, so that neither text nor a
/// multiple of three.
enum SampleFile {
    /// Stands for the file's path in values that files of exceptions give.
    static let mark = "{file}"

    /// Where the file is.
    static func path() throws -> String {
        guard let folder = Bundle.module.resourceURL else {
            throw FactsError("the samples are not among the resources")
        }
        return folder.appending(path: "Catalog/Samples/every-byte.bin").path
    }

    /// What is in it.
    static func bytes() throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: try path()))) }
}
