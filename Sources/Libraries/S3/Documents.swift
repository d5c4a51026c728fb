import OIntCore
import OIntHTTP
import OIntXML

/// The XML documents that requests carry.
enum Documents {
    private static let namespace = XMLElement.Attribute("xmlns", "http://s3.amazonaws.com/doc/2006-03-01/")

    /// Tags.
    ///
    /// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_Tagging.html
    /// - Parameter tags: Names with their values.
    /// - Throws: `UsageError` when a value is no text.
    static func tagging(_ tags: JSONObject) throws(UsageError) -> XMLElement {
        var elements: [XMLElement] = []
        for tag in tags {
            guard let value = tag.value.isNull ? "" : tag.value.scalarText else {
                throw UsageError([
                    .unreadable(option: "tagset", reason: "wants a text under \(Quote.short(tag.key))")
                ])
            }
            elements.append(XMLElement("Tag", [XMLElement("Key", tag.key), XMLElement("Value", value)]))
        }
        return XMLElement("Tagging", attributes: [namespace], [XMLElement("TagSet", elements)])
    }

    /// Settings of versioning; what is nil is left as it is.
    ///
    /// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketVersioning.html
    static func versioning(isOn: Bool?, deletionNeedsMFA: Bool?) -> XMLElement {
        var elements: [XMLElement] = []
        if let isOn { elements.append(XMLElement("Status", isOn ? "Enabled" : "Suspended")) }
        if let deletionNeedsMFA {
            elements.append(XMLElement("MfaDelete", deletionNeedsMFA ? "Enabled" : "Disabled"))
        }
        return XMLElement("VersioningConfiguration", attributes: [namespace], elements)
    }

    /// The parts of an object, by their tags, from number 1 on.
    ///
    /// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html
    static func completion(_ tags: [String]) -> XMLElement {
        XMLElement(
            "CompleteMultipartUpload", attributes: [namespace],
            tags.enumerated().map { index, tag in
                XMLElement("Part", [XMLElement("ETag", tag), XMLElement("PartNumber", String(index + 1))])
            })
    }

    /// Objects to delete, by their keys.
    ///
    /// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
    static func deletion(_ names: [String]) -> XMLElement {
        XMLElement("Delete", attributes: [namespace], names.map { XMLElement("Object", [XMLElement("Key", $0)]) })
    }

    /// Whether a text can stand in a document as it is: XML 1.0 has no place for most control characters.
    static func canHold(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy {
            $0 >= " " && $0 != "\u{FFFE}" && $0 != "\u{FFFF}" || "\t\n\r".unicodeScalars.contains($0)
        }
    }
}
