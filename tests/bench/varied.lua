-- For wrk: no request's head is like the one before.
local count = 0
function request()
  count = count + 1
  return wrk.format(nil, nil, { ["X-Forwarded-For"] = "198.51.100." .. (count % 250), ["User-Agent"] = "wrk/" .. count })
end
