--[[
  Reads the entries after a position.

  ARGV[2]  an id, or empty. When no entry has this id, it was trimmed and all others are newer, or it is not of this feed. Both read
           from the start.

  Returns {{id, {'activity', sealed}}, …}, oldest first | nothing when the feed has ended
]]
if hasEnded() then
  return false
end
forgetOld()
local since = ARGV[2]
local isThere = since ~= '' and #redis.call('XRANGE', FEED, since, since) > 0
return redis.call('XRANGE', FEED, isThere and '(' .. since or '-', '+')
