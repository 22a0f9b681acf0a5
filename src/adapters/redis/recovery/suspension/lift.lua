--[[
  Lifts the suspension. Recoveries that it has ended stay ended.

  Returns 'lifted' | 'not-suspended'
]]
local ends = tonumber(redis.call('HGET', KEYS[1], 'heldUntil') or 0)
if ends <= now then
  return 'not-suspended'
end
redis.call('HDEL', KEYS[1], 'heldUntil')
return 'lifted'
