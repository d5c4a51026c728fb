import OIntCore

extension S3 {
    /// What the documentation shows for options.
    static var examples: [String: OptionExample] {
        var examples: [String: OptionExample] = [
            "basic": account("https://s3.example.com"),
            "SendRequestWithoutBody.basic": account("https://s3.example.com/reports?versioning"),
            "SendRequestWithBody.basic": account("https://s3.example.com/reports/january.pdf"),
            "access": "EXAMPLE-KEY",
            "bucket": "reports",
            "sbucket": "reports",
            "name": "2026/january.pdf",
            "sname": "2026/draft.pdf",
            "data": OptionExample("data:,content", shown: "january.pdf"),
            "body": OptionExample("data:,content", shown: "january.pdf"),
            "content": OptionExample("data:,content", shown: "january.part2"),
            "SendRequestWithBody.method": "PUT",
            "part": "2",
            "upload": "UPLOAD-ID",
            "tags": #"["TAG-OF-PART-1", "TAG-OF-PART-2"]"#,
            "url": "https://s3.example.com",
            "conf": OptionExample(
                """
                <ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault>\
                <SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault></Rule>\
                </ServerSideEncryptionConfiguration>
                """),
        ]
        // Where the bucket itself is what has a name.
        for method in bucketsManagement.methods { examples["\(method.name).name"] = "reports" }
        return examples
    }

    private static func account(_ url: String) -> OptionExample {
        OptionExample(
            """
            {"URL": "\(url)", "AccessKey": "EXAMPLE-KEY", "SecretKey": "not-a-real-secret", "Region": "us-east-1", \
            "Service": "s3"}
            """, shown: "account.json")
    }
}
