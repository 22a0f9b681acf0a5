--[[
  Lifts the suspension. Recoveries that it has ended stay ended.

  Returns 'resumed' | 'not-paused'
]]
local ends = tonumber(redis.call('HGET', KEYS[1], 'heldUntil') or 0)
if ends <= now then
  return 'not-paused'
end
redis.call('HDEL', KEYS[1], 'heldUntil')
return 'resumed'
