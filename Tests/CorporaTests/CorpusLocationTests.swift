import Corpora
import TestSupport
import Testing

@Suite("A corpus is looked for in the order --data, SER_AUDIT_DATA, datasets")
struct CorpusLocationTests {
  @Test("DIR/<name> counts in any case of letters, and DIR itself where it looks like the corpus")
  func shapes() throws {
    let folder = try ScratchFolder()
    try folder.write("TESS/OAF_sad/OAF_back_sad.wav")
    let parent = try CorpusLocation.find(
      name: "tess", option: folder.path, environment: nil, datasets: nil)
    #expect(parent.root == folder.path + "/TESS")
    let own = try CorpusLocation.find(
      name: "tess", option: folder.path + "/TESS", environment: nil, datasets: nil)
    #expect(own.root == folder.path + "/TESS")
    #expect(own.origin == .option)
  }

  @Test("A given --data is meant: other places are not looked into")
  func optionIsMeant() throws {
    let (empty, full) = (try ScratchFolder(), try ScratchFolder())
    try full.write("tess/OAF_back_sad.wav")
    let error = try #require(throws: CorpusError.self) {
      try CorpusLocation.find(
        name: "tess", option: empty.path, environment: full.path, datasets: nil)
    }
    guard case .corpusNotFound("tess", let searched) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(searched.map(\.path) == [empty.path])
    #expect("\(error)".contains(empty.path))
  }

  @Test("Without the environment's folder the repository's is taken, and the search is told")
  func fallsThrough() throws {
    let (empty, datasets) = (try ScratchFolder(), try ScratchFolder())
    try datasets.write("tess/audio/deep/OAF_back_sad.wav")
    let location = try CorpusLocation.find(
      name: "tess", option: nil, environment: empty.path, datasets: datasets.path)
    #expect(location.root == datasets.path + "/tess/audio")
    #expect(location.origin == .repository)
    #expect(location.searched.map(\.origin) == [.environment])
  }

  @Test("A corpus with a manifest is found by it, and so is the manifest itself")
  func manifest() throws {
    let folder = try ScratchFolder()
    try folder.write("manifest.csv", "path,emotion,speaker\n")
    for path in [folder.path, folder.path + "/manifest.csv"] {
      let location = try CorpusLocation.find(
        name: "mine", option: path, environment: nil, datasets: nil)
      #expect(location.root == path)
    }
  }

  private func find(
    _ name: String, beside folder: ScratchFolder, in datasets: ScratchFolder
  ) throws(CorpusError) -> CorpusLocation {
    try CorpusLocation.find(
      name: name, option: nil, neighbour: folder.path, environment: nil, datasets: datasets.path)
  }

  @Test(
    "Beside another corpus only DIR/<name> counts, in any case of letters, and nothing else then")
  func besideAnother() throws {
    let (folder, datasets) = (try ScratchFolder(), try ScratchFolder())
    try folder.write("manifest.csv", "path,emotion,speaker\n")
    try folder.write("Friends/manifest.csv", "path,emotion,speaker\n")
    try datasets.write("friends/audio/manifest.csv", "path,emotion,speaker\n")
    let found = try find("friends", beside: folder, in: datasets)
    #expect(found.root == folder.path + "/Friends")
    try folder.write("tess/readme.txt")
    try datasets.write("tess/audio/OAF_back_sad.wav")
    let error = #expect(throws: CorpusError.self) {
      try find("tess", beside: folder, in: datasets)
    }
    guard case .corpusNotFound(_, let searched) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(searched.map(\.path) == [folder.path + "/tess"])
  }

  @Test("Where nothing stands beside another corpus, that is told and the other places count")
  func notBesideAnother() throws {
    let (folder, datasets) = (try ScratchFolder(), try ScratchFolder())
    try folder.write("manifest.csv", "path,emotion,speaker\n")
    try datasets.write("friends/audio/manifest.csv", "path,emotion,speaker\n")
    let elsewhere = try find("friends", beside: folder, in: datasets)
    #expect(elsewhere.root == datasets.path + "/friends/audio")
    let error = #expect(throws: CorpusError.self) {
      try find("foes", beside: folder, in: datasets)
    }
    let words = "\(String(describing: error))"
    #expect(words.contains("\(folder.path)/foes (--data): nothing there"), "\(words)")
    #expect(words.contains("\(datasets.path)/foes/audio (datasets): nothing there"), "\(words)")
  }

  @Test("Nothing anywhere says where was looked and what was there")
  func nowhere() throws {
    let error = try #require(throws: CorpusError.self) {
      try CorpusLocation.find(
        name: "tess", option: nil, environment: "/no/such/folder", datasets: "/nor/this")
    }
    #expect("\(error)".contains("/no/such/folder (SER_AUDIT_DATA): nothing there"))
    #expect("\(error)".contains("/nor/this/tess/audio (datasets): nothing there"))
  }
}
