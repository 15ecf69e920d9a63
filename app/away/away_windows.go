package away

import (
	"runtime"
	"sync"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
)

// The messages that tell of it (winuser.h, wtsapi32.h).
const (
	wmEndSession      = 0x0016
	wmClose           = 0x0010
	wmDestroy         = 0x0002
	wmPowerBroadcast  = 0x0218
	wmSessionChange   = 0x02B1
	pbtSuspend        = 0x0004
	wtsConsoleOff     = 0x2 // the console goes to another session
	wtsRemoteOff      = 0x4
	wtsSessionLock    = 0x7
	notifyThisSession = 0

	// systemWaits is how long a message about sleep may take: Windows gives a
	// program about two seconds.
	systemWaits = 1800 * time.Millisecond
)

var (
	user32 = windows.NewLazySystemDLL("user32.dll")
	wts    = windows.NewLazySystemDLL("wtsapi32.dll")

	registerClass  = user32.NewProc("RegisterClassExW")
	createWindow   = user32.NewProc("CreateWindowExW")
	destroyWindow  = user32.NewProc("DestroyWindow")
	defWindow      = user32.NewProc("DefWindowProcW")
	getMessage     = user32.NewProc("GetMessageW")
	dispatch       = user32.NewProc("DispatchMessageW")
	postMessage    = user32.NewProc("PostMessageW")
	postQuit       = user32.NewProc("PostQuitMessage")
	tellOfSessions = wts.NewProc("WTSRegisterSessionNotification")
	tellNoMore     = wts.NewProc("WTSUnRegisterSessionNotification")
)

// windowClass is WNDCLASSEXW.
type windowClass struct {
	size, style             uint32
	procedure               uintptr
	classExtra, windowExtra int32
	instance, icon, cursor  windows.Handle
	background              windows.Handle
	menuName, name          *uint16
	smallIcon               windows.Handle
}

// message is MSG.
type message struct {
	window         windows.HWND
	number         uint32
	wParam, lParam uintptr
	time           uint32
	x, y           int32
	private        uint32
}

// Listen has heard told until stop is called. The window is never shown. It is no
// message-only window: those are not told of sleep.
func Listen(heard Heard) (stop func()) {
	made := make(chan windows.HWND, 1)
	go func() {
		runtime.LockOSThread() // a window belongs to its thread; the thread ends with it
		window := makeWindow(heard)
		made <- window
		if window == 0 {
			return
		}
		for {
			var m message
			if more, _, _ := getMessage.Call(uintptr(unsafe.Pointer(&m)), 0, 0, 0); int32(more) <= 0 {
				return
			}
			_, _, _ = dispatch.Call(uintptr(unsafe.Pointer(&m)))
		}
	}()
	return sync.OnceFunc(func() {
		if window := <-made; window != 0 {
			_, _, _ = postMessage.Call(uintptr(window), wmClose, 0, 0)
		}
	})
}

// procedure is made once: a callback that Windows has is never given back.
var procedure = struct {
	sync.Mutex
	heard    Heard
	callback uintptr
}{}

// makeWindow returns 0 where there can be none.
func makeWindow(heard Heard) windows.HWND {
	procedure.Lock()
	procedure.heard = heard
	first := procedure.callback == 0
	if first {
		procedure.callback = windows.NewCallback(hear)
	}
	callback := procedure.callback
	procedure.Unlock()
	name, err := windows.UTF16PtrFromString("RapportAway")
	if err != nil {
		return 0
	}
	var instance windows.Handle
	if err := windows.GetModuleHandleEx(0, nil, &instance); err != nil {
		return 0
	}
	class := windowClass{procedure: callback, instance: instance, name: name}
	class.size = uint32(unsafe.Sizeof(class))
	if first {
		if atom, _, _ := registerClass.Call(uintptr(unsafe.Pointer(&class))); atom == 0 {
			return 0
		}
	}
	window, _, _ := createWindow.Call(0, uintptr(unsafe.Pointer(name)), 0, 0, 0, 0, 0, 0, 0, 0, uintptr(instance), 0)
	if window != 0 {
		_, _, _ = tellOfSessions.Call(window, notifyThisSession) // without it sleep is still told
	}
	return windows.HWND(window)
}

// hear is the window's procedure.
func hear(window windows.HWND, number uint32, wParam, lParam uintptr) uintptr {
	procedure.Lock()
	heard := procedure.heard
	procedure.Unlock()
	switch {
	case number == wmSessionChange && wParam == wtsSessionLock:
		heard(ScreenLocked, nothing)
	case number == wmSessionChange && (wParam == wtsConsoleOff || wParam == wtsRemoteOff):
		heard(Switched, nothing)
	case number == wmPowerBroadcast && wParam == pbtSuspend, number == wmEndSession && wParam != 0:
		wait(heard)
	case number == wmClose:
		_, _, _ = tellNoMore.Call(uintptr(window))
		_, _, _ = destroyWindow.Call(uintptr(window))
		return 0
	case number == wmDestroy:
		_, _, _ = postQuit.Call(0)
		return 0
	}
	answer, _, _ := defWindow.Call(uintptr(window), uintptr(number), wParam, lParam)
	return answer
}

// wait holds the message until everything is put away: Windows waits for it.
func wait(heard Heard) {
	away := make(chan struct{})
	heard(Ending, sync.OnceFunc(func() { close(away) }))
	select {
	case <-away:
	case <-time.After(systemWaits):
	}
}
