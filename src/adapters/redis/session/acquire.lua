--[[
  Acquires the session lock, unless the activity was answered or another turn holds the lock. Reads the session and extends its retention.

  ARGV[2]  ms after which the lock expires
  ARGV[3]  retention of the session, ms

  Returns {'acquired', value | nothing, eTag | nothing} | {'answered'} | {'busy'}
]]
if redis.call('EXISTS', ANSWERED) == 1 then
  return { 'answered' }
end
if not redis.call('SET', LOCK, TOKEN, 'NX', 'PX', ARGV[2]) then
  return { 'busy' }
end
redis.call('PEXPIRE', SESSION, ARGV[3])
local stored = redis.call('HMGET', SESSION, 'value', 'eTag')
return { 'acquired', stored[1], stored[2] }
