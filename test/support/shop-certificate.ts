/** A certificate for shop.example that vouches for itself, and its key: for tests alone, since Node makes none. */
export const shopCertificate = `-----BEGIN CERTIFICATE-----
MIIBnzCCAUSgAwIBAgIUMDYVIhw+JImyaBOZI+fLctITyYkwCgYIKoZIzj0EAwIw
FzEVMBMGA1UEAwwMc2hvcC5leGFtcGxlMCAXDTI2MTEyODE4MDUyOVoYDzIxMjYx
MTA0MTgwNTI5WjAXMRUwEwYDVQQDDAxzaG9wLmV4YW1wbGUwWTATBgcqhkjOPQIB
BggqhkjOPQMBBwNCAARKa45OIf1clMltU1Sp4rnp6lsAaD45tOdWHI5pk7uzJr65
JkYrSeStxffy4x0rUBQH0I1VORfXBqh/5rpxm4yoo2wwajAdBgNVHQ4EFgQU/9lz
uQBjV+K0g6bLdpyBY0V/uJkwHwYDVR0jBBgwFoAU/9lzuQBjV+K0g6bLdpyBY0V/
uJkwDwYDVR0TAQH/BAUwAwEB/zAXBgNVHREEEDAOggxzaG9wLmV4YW1wbGUwCgYI
KoZIzj0EAwIDSQAwRgIhAPN4uKrnwnyRomIJs9ec5BhX+dOOBqmfTOIxJC0D5iur
AiEA4qT6qcs3Qt1sR8ZGLskUWvVonq9SY9ALiASiVMrTQpk=
-----END CERTIFICATE-----
`;

export const shopKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgKo1B9HnBxmeGLohR
+tXxV7VJrt4T+J37HqW/KXSTZfWhRANCAARKa45OIf1clMltU1Sp4rnp6lsAaD45
tOdWHI5pk7uzJr65JkYrSeStxffy4x0rUBQH0I1VORfXBqh/5rpxm4yo
-----END PRIVATE KEY-----
`;
