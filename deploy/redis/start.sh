#!/bin/sh
# Starts Redis with one user, the service, who may do what the service does. The password comes from the environment and is kept as its hash.
set -eu
umask 077
: "${REDIS_PASSWORD:?}"
hash=$(printf %s "$REDIS_PASSWORD" | sha256sum | cut -d ' ' -f 1)
unset REDIS_PASSWORD
acl=${ACL_FILE:-/tmp/users.acl}
{
  echo 'user default off resetpass resetkeys resetchannels -@all'
  # Who may only say that the server lives.
  echo 'user health on nopass resetkeys resetchannels -@all +ping'
  printf 'user key-recovery on #%s resetkeys ' "$hash"
  for name in recovery failures link token session feed mail bounce budget target hold limit ring '{mail}' '{watch}'; do
    printf '~%s:* ' "$name"
  done
  echo 'resetchannels &feed:* +@all -@dangerous +info'
} > "$acl"
exec redis-server "$(dirname "$0")/redis.conf" --aclfile "$acl" "$@"
