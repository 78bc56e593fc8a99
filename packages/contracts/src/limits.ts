/** Every size and count that both sides must agree on. Lengths are in Unicode code points unless said otherwise. */
export const limits = {
  messageContent: 4000,
  nonce: 64,
  usernameMin: 2,
  usernameMax: 32,
  displayName: 32,
  bio: 190,
  email: 254,
  passwordMin: 8,
  /** bcrypt reads no further than 72 bytes of UTF-8, so longer passwords are refused instead of cut. */
  passwordMaxBytes: 72,
  serverNameMin: 2,
  serverName: 100,
  channelName: 100,
  channelTopic: 1024,
  channelsPerServer: 500,
  serversPerUser: 200,
  /** Logins of one user; with one more, the one used longest ago ends. */
  sessionsPerUser: 100,
  /** Live connections of one user, all devices and tabs together. */
  connectionsPerUser: 100,
  conversationName: 100,
  /** People in a group conversation, its creator included. */
  conversationParticipants: 50,
  searchQuery: 64,
  searchResults: 20,
  pageSize: 50,
  pageSizeMax: 100,
  memberPageSize: 100,
  memberPageSizeMax: 1000,
  /** `join-channel` with `lastSeq` returns at most this many missed messages; with more the client pages. */
  missedMessages: 200,
  /** Milliseconds that typing and channel activity are gathered before one event goes out. */
  coalesceWindow: 500,
  /** Milliseconds after the last `typing-start` at which somebody counts as having stopped. */
  typingTimeout: 10_000,
  /** People in one call where there is no forwarding unit: as many as a mesh can serve. */
  callParticipants: 12,
  /**
   * People in a call up to which each browser sends to each other one: with a camera or a screen, and without. In a mesh
   * of five, everybody's computer encodes four pictures and decodes four, which took two cores and left 13 frames a
   * second; sound costs a tenth of that.
   */
  meshWithPictures: 4,
  meshWithoutPictures: 8,
  /** People in one call through the forwarding unit. */
  forwardedParticipants: 25,
  /** What one participant receives of the forwarding unit at a time: those who spoke last, and pictures on screen. */
  forwardedVoices: 8,
  forwardedPictures: 9,
  /** Milliseconds that a lost device keeps its place in a call, and its peers their media, waiting for it. */
  callGrace: 9_000,
  /** Milliseconds that a call rings. */
  callRing: 45_000,
  /** Characters of an SDP description; a browser's largest has some 20,000. */
  sessionDescription: 40_000,
  /** Characters of an ICE candidate. */
  iceCandidate: 1024,
  /** Milliseconds that a login lasts. */
  sessionLifetime: 90 * 24 * 60 * 60 * 1000,
  /** Bytes of one Socket.IO packet; larger ones close the connection (RFC 6455, status 1009). */
  socketPayload: 64 * 1024,
  /** Bytes of an uploaded picture. */
  imageBytes: 8 * 1024 * 1024,
  /** Pixels of an uploaded picture, width times height. */
  imagePixels: 40_000_000,
  /** Bytes of one JSON request body. */
  requestBody: 64 * 1024,
} as const
